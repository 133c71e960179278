import { fileURLToPath } from 'node:url'

/** Folder of the installed package; two levels above this module, in `src` as in `dist`. */
export const INSTALLATION = fileURLToPath(new URL('../../', import.meta.url))
