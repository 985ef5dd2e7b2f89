type Schema = Readonly<Record<string, unknown>>;

/** The smallest value a JSON schema asks for: required properties only, first choices, empty lists. */
export function sampleFromSchema(schema: unknown): unknown {
  const root = (schema ?? {}) as Schema;
  return sample(root, root);
}

function sample(schema: Schema, root: Schema): unknown {
  if (typeof schema.$ref === 'string') return sample(resolve(root, schema.$ref), root);
  if ('const' in schema) return schema.const;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []) as readonly Schema[];
  if (choice) return sample(choice, root);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return 'sample'.padEnd(Number(schema.minLength ?? 0), '.');
    case 'number':
    case 'integer':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
        sample((schema.items ?? {}) as Schema, root),
      );
    default:
      return sampleObject(schema, root);
  }
}

function sampleObject(schema: Schema, root: Schema): unknown {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema.required ?? []) as readonly string[];
  return Object.fromEntries(required.map((name) => [name, sample(properties[name] ?? {}, root)]));
}

function resolve(root: Schema, reference: string): Schema {
  let schema = root;
  for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean))
    schema = (schema[step] ?? {}) as Schema;
  return schema;
}
