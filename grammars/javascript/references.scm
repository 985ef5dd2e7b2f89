; What TypeScript and JavaScript use, and what is only a local name.

(identifier) @reference
(property_identifier) @reference
(private_property_identifier) @reference
(shorthand_property_identifier) @reference @key
[(this) (super)] @self
(arguments) @arguments
(parenthesized_expression) @group

(object) @object
(pair key: (property_identifier) @ignore @key)
(pair_pattern key: (property_identifier) @ignore)
(statement_identifier) @ignore
(jsx_attribute (property_identifier) @ignore)
(object (method_definition name: (property_identifier) @ignore @key))

[
  (function_declaration)
  (generator_function_declaration)
  (function_expression)
  (generator_function)
  (arrow_function)
  (method_definition)
  (statement_block)
  (for_statement)
  (for_in_statement)
  (catch_clause)
  (class_declaration)
  (class)
] @scope

(arrow_function parameter: (identifier) @local)
(function_expression name: (identifier) @local)
(class name: (identifier) @local)
(catch_clause parameter: (identifier) @local)
(for_in_statement left: (identifier) @local right: (_) @value)
(assignment_pattern left: (identifier) @local)
(rest_pattern (identifier) @local)
(array_pattern (identifier) @local)
(shorthand_property_identifier_pattern) @local
(pair_pattern value: (identifier) @local)
(variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @local.member)
  value: (_) @value)
(variable_declarator
  name: (object_pattern (pair_pattern key: (property_identifier) @member value: (identifier) @local))
  value: (_) @value)
(variable_declarator
  name: (object_pattern
    (object_assignment_pattern left: (shorthand_property_identifier_pattern) @local.member))
  value: (_) @value)

(formal_parameters (identifier) @local)
(variable_declarator name: (identifier) @local value: (_) @value)
(variable_declarator name: (identifier) @local !value)
