/** What Node reads into one buffer; a longer file is none that this tool wrote. */
export const READ_LIMIT_BYTES = 2 ** 31 - 1
