/** How studies, datasets, engines and preparations may be called: fit for a folder, a table and a command line. */
export const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/
