/** The part of JSON Schema that the published schemas use; shares nothing with what wrote them. */
interface Schema {
  readonly [keyword: string]: unknown
}

type Check = (argument: unknown, value: unknown, schema: Schema) => boolean

const ANNOTATIONS = ['$schema', 'title', 'description', 'default', 'readOnly']

/** Whether `value` satisfies `schema`; throws on a keyword it does not know, so that none is passed over. */
export function satisfies(schema: unknown, value: unknown): boolean {
  const keywords = asObject(schema)
  return Object.entries(keywords).every(([keyword, argument]) => {
    if (ANNOTATIONS.includes(keyword)) return true
    const check = CHECKS[keyword]
    if (check === undefined) throw new Error(`unknown JSON Schema keyword ${keyword}`)
    return check(argument, value, keywords)
  })
}

const CHECKS: Readonly<Record<string, Check>> = {
  type: (types, value) => asList([types].flat()).some((type) => isOfType(type, value)),
  enum: (values, value) => asList(values).includes(value),
  const: (wanted, value) => value === wanted,
  pattern: (pattern, value) => typeof value !== 'string' || new RegExp(String(pattern)).test(value),
  format: (format, value) => typeof value !== 'string' || isFormatted(format, value),
  minLength: (least, value) => typeof value !== 'string' || value.length >= Number(least),
  minimum: (least, value) => typeof value !== 'number' || value >= Number(least),
  maximum: (most, value) => typeof value !== 'number' || value <= Number(most),
  exclusiveMinimum: (least, value) => typeof value !== 'number' || value > Number(least),
  exclusiveMaximum: (most, value) => typeof value !== 'number' || value < Number(most),
  minItems: (least, value) => !Array.isArray(value) || value.length >= Number(least),
  items: (item, value) => !Array.isArray(value) || value.every((entry) => satisfies(item, entry)),
  minProperties: (least, value) => !isObject(value) || Object.keys(value).length >= Number(least),
  required: (keys, value) => !isObject(value) || asList(keys).every((key) => String(key) in value),
  properties: (shapes, value) =>
    !isObject(value) ||
    Object.entries(asObject(shapes)).every(([key, shape]) => !(key in value) || satisfies(shape, value[key])),
  propertyNames: (shape, value) =>
    !isObject(value) || Object.keys(value).every((key) => satisfies(shape, key)),
  additionalProperties: (shape, value, { properties = {} }) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([key, member]) => key in asObject(properties) || (shape !== false && satisfies(shape, member)),
    ),
  dependencies: (needs, value) =>
    !isObject(value) ||
    Object.entries(asObject(needs)).every(
      ([key, keys]) => !(key in value) || asList(keys).every((other) => String(other) in value),
    ),
  oneOf: (schemas, value) => asList(schemas).filter((schema) => satisfies(schema, value)).length === 1,
  anyOf: (schemas, value) => asList(schemas).some((schema) => satisfies(schema, value)),
  allOf: (schemas, value) => asList(schemas).every((schema) => satisfies(schema, value)),
  not: (schema, value) => !satisfies(schema, value),
}

function isOfType(type: unknown, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  return type === 'object' ? isObject(value) : typeof value === type
}

/** RFC 3339, as JSON Schema has it. */
function isFormatted(format: unknown, value: string): boolean {
  if (format !== 'date-time') throw new Error(`unknown JSON Schema format ${format}`)
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  )
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): Schema {
  if (!isObject(value)) throw new Error(`not a schema: ${JSON.stringify(value)}`)
  return value
}

function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`not a list: ${JSON.stringify(value)}`)
  return value
}
