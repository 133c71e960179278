/** How studies, datasets, engines and preparations may be called: fit for a folder, a table and a command line. */
export const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** What npm and PyPI call a package: a word of a command, and no path. */
export const PACKAGE = /^(@[a-z0-9][\w.-]{0,99}\/)?[A-Za-z0-9][\w.-]{0,99}$/
