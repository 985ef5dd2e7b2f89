; Uses of names in Java: every identifier but keys and labels. Scopes, locals and type parameters explain the file's own.

(identifier) @reference
(type_identifier) @reference
[(this) (super)] @self
(argument_list) @arguments
(type_arguments) @type-arguments

(element_value_pair key: (identifier) @ignore)
(labeled_statement . (identifier) @ignore)
(break_statement (identifier) @ignore)
(continue_statement (identifier) @ignore)
(package_declaration (identifier) @ignore)

[
  (class_declaration)
  (interface_declaration)
  (record_declaration)
  (method_declaration)
  (constructor_declaration)
  (compact_constructor_declaration)
  (lambda_expression)
  (block)
  (constructor_body)
  (for_statement)
  (enhanced_for_statement)
  (try_with_resources_statement)
  (catch_clause)
  (switch_block)
  (switch_rule)
] @scope

(formal_parameter type: (_) @type name: (identifier) @local)
(spread_parameter (_unannotated_type) @type (variable_declarator name: (identifier) @local))
(local_variable_declaration
  type: (_) @type
  declarator: (variable_declarator name: (identifier) @local)
  (#not-eq? @type "var"))
(local_variable_declaration
  type: (type_identifier) @ignore
  declarator: (variable_declarator name: (identifier) @local value: (_) @value)
  (#eq? @ignore "var"))
(enhanced_for_statement type: (_) @type name: (identifier) @local)
(resource type: (_) @type name: (identifier) @local (#not-eq? @type "var"))
(resource type: (type_identifier) @ignore name: (identifier) @local value: (_) @value (#eq? @ignore "var"))
(catch_formal_parameter (catch_type . (_) @type) name: (identifier) @local)
(instanceof_expression right: (_) @type name: (identifier) @local)
(type_pattern (_unannotated_type) @type (identifier) @local)
(record_pattern_component (_unannotated_type) @type (identifier) @local)
(lambda_expression parameters: (identifier) @local)
(inferred_parameters (identifier) @local)
(type_parameter (type_identifier) @local .)
(type_parameter (type_identifier) @local (type_bound . (_) @type))
; The receiver in `Foo.class.getName()` is no unknown value.
(class_literal "class" @reference)
