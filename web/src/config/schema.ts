/** Compares a value with a JSON Schema, as far as web/config.schema.json uses it, and tells each difference in a sentence. Pure. */
import { say } from '../words';

export interface Schema {
  description?: string;
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: Schema;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

/** What is understood here. A schema with another word would be obeyed in part: that is an error. */
const WORDS = new Set([
  '$schema', 'title', 'description', 'type', 'enum', 'properties', 'required', 'additionalProperties', 'items', 'maxItems',
  'minLength', 'maxLength', 'pattern', 'minimum', 'maximum',
]);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function fits(value: unknown, schema: Schema): boolean {
  if (schema.type !== undefined && typeOf(value) !== schema.type) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (typeof value === 'string') {
    if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Infinity)) return false;
    return schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value);
  }
  if (typeof value === 'number') return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity);
  return !Array.isArray(value) || value.length <= (schema.maxItems ?? Infinity);
}

/** Sentences, one for each difference; `path` is how the value is called in them. */
export function differences(value: unknown, schema: Schema, path = ''): string[] {
  const unknown = Object.keys(schema).find((word) => !WORDS.has(word));
  if (unknown !== undefined) throw new Error(`the schema says ${unknown}, which nobody checks`);
  if (!fits(value, schema)) {
    return [path === '' ? say('config-braces') : say('config-other', { name: path, wanted: schema.description ?? schema.type ?? '' })];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => differences(each, schema.items ?? {}, `${path}[${index}]`));
  }
  if (typeOf(value) !== 'object') return [];
  const object = value as Record<string, unknown>;
  const properties = schema.properties ?? {};
  const name = (key: string) => (path === '' ? key : `${path}.${key}`);
  const known = Object.keys(properties).filter((key) => !key.startsWith('$'));
  return [
    ...(schema.required ?? []).filter((key) => !Object.hasOwn(object, key)).map((key) => say('config-missing', { name: name(key) })),
    ...Object.entries(object).flatMap(([key, each]) => {
      const child = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (child) return differences(each, child, name(key));
      if (schema.additionalProperties !== false) return [];
      const values = { name: name(key), known: known.join(', ') };
      return [path === '' ? say('config-unknown', values) : say('config-unknown-in', { ...values, parent: path })];
    }),
  ];
}
