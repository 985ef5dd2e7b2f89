; Uses of names in Scala: every identifier but names of arguments. Blocks and lambdas call what stands before them, too.

(identifier) @reference
(type_identifier) @reference
(arguments) @arguments
(call_expression arguments: (block) @arguments)
(call_expression arguments: (case_block) @arguments)
(type_arguments) @type-arguments
(field_expression value: (identifier) @self (#any-of? @self "this" "super"))

(arguments (assignment_expression left: (identifier) @ignore))
(package_clause name: (package_identifier (identifier) @ignore))
(access_qualifier (identifier) @ignore)

[
  (class_definition)
  (trait_definition)
  (enum_definition)
  (type_definition)
  (extension_definition)
  (given_definition)
  (function_definition)
  (function_declaration)
  (lambda_expression)
  (block)
  (indented_block)
  (for_expression)
  (case_clause)
  (catch_clause)
] @scope

(type_parameters name: (identifier) @local)
(covariant_type_parameter name: (identifier) @local)
(contravariant_type_parameter name: (identifier) @local)
(class_parameter name: (_) @local type: (_) @type)
(parameter name: (_) @local type: (_) @type)
(binding name: (_) @local)
(binding name: (_) @local type: (_) @type)
(lambda_expression parameters: (identifier) @local)
(block (val_definition pattern: (identifier) @local type: (_) @type))
(block (val_definition pattern: (identifier) @local !type value: (_) @value))
(block (var_definition pattern: (identifier) @local type: (_) @type))
(block (var_definition pattern: (identifier) @local !type value: (_) @value))
(indented_block (val_definition pattern: (identifier) @local type: (_) @type))
(indented_block (val_definition pattern: (identifier) @local !type value: (_) @value))
(indented_block (var_definition pattern: (identifier) @local type: (_) @type))
(indented_block (var_definition pattern: (identifier) @local !type value: (_) @value))
(typed_pattern pattern: (identifier) @local type: (_) @type)
(tuple_pattern (identifier) @local (#match? @local "^[a-z_]"))
(case_class_pattern pattern: (identifier) @local (#match? @local "^[a-z_]"))
(infix_pattern left: (identifier) @local (#match? @local "^[a-z_]"))
(infix_pattern right: (identifier) @local (#match? @local "^[a-z_]"))
(case_clause pattern: (identifier) @local (#match? @local "^[a-z_]"))
(capture_pattern name: (identifier) @local)
(enumerator . (identifier) @local "<-")
(enumerator . (identifier) @local "=" (_) @value)
