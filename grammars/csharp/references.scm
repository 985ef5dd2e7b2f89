; Uses of names in C#: every identifier but names of arguments, labels and members of anonymous objects.

(identifier) @reference
["this" "base"] @self
(argument_list) @arguments
(type_argument_list) @type-arguments

(argument name: (identifier) @ignore)
(attribute_argument name: (identifier) @ignore)
(labeled_statement . (identifier) @ignore)
(goto_statement (identifier) @ignore)
(namespace_declaration name: (identifier) @ignore)
(file_scoped_namespace_declaration name: (identifier) @ignore)
(initializer_expression (assignment_expression left: (identifier) @ignore))
(with_initializer . (identifier) @ignore)
(anonymous_object_creation_expression (identifier) @ignore "=")
(subpattern . (identifier) @ignore ":")

[
  (class_declaration)
  (struct_declaration)
  (record_declaration)
  (interface_declaration)
  (delegate_declaration)
  (method_declaration)
  (constructor_declaration)
  (operator_declaration)
  (conversion_operator_declaration)
  (indexer_declaration)
  (accessor_declaration)
  (local_function_statement)
  (lambda_expression)
  (anonymous_method_expression)
  (block)
  (for_statement)
  (foreach_statement)
  (using_statement)
  (fixed_statement)
  (catch_clause)
  (switch_section)
  (switch_expression_arm)
  (query_expression)
] @scope

(type_parameter name: (identifier) @local)
(parameter type: (_) @type name: (identifier) @local)
(parameter !type name: (identifier) @local)
(parameter_list type: (_) @type name: (identifier) @local)
(lambda_expression parameters: (implicit_parameter) @local)
(variable_declaration
  type: [
    (identifier)
    (generic_name)
    (qualified_name)
    (nullable_type)
    (array_type)
    (predefined_type)
    (pointer_type)
  ] @type
  (variable_declarator name: (identifier) @local))
(variable_declaration type: (implicit_type) (variable_declarator name: (identifier) @local .))
(variable_declaration
  type: (implicit_type)
  (variable_declarator name: (identifier) @local "=" (object_creation_expression type: (_) @type)))
(variable_declaration
  type: (implicit_type)
  (variable_declarator name: (identifier) @local "=" (cast_expression type: (_) @type)))
(variable_declaration
  type: (implicit_type)
  (variable_declarator name: (identifier) @local "=" (as_expression right: (_) @type)))
(variable_declaration
  type: (implicit_type)
  (variable_declarator
    name: (identifier) @local
    "="
    [
      (invocation_expression)
      (await_expression)
      (member_access_expression)
      (element_access_expression)
      (conditional_access_expression)
      (identifier)
      (string_literal)
      (integer_literal)
      (lambda_expression)
      (conditional_expression)
      (binary_expression)
      (array_creation_expression)
      (implicit_array_creation_expression)
      (anonymous_object_creation_expression)
      (query_expression)
      (switch_expression)
    ] @value))
(foreach_statement type: (implicit_type) left: (identifier) @local)
(foreach_statement
  type: [(identifier) (generic_name) (qualified_name) (array_type) (predefined_type)] @type
  left: (identifier) @local)
(catch_declaration type: (_) @type name: (identifier) @local)
(declaration_pattern type: (_) @type name: (identifier) @local)
(recursive_pattern type: (_) @type name: (identifier) @local)
(var_pattern name: (identifier) @local)
(declaration_expression type: (implicit_type) name: (identifier) @local)
(declaration_expression
  type: [(identifier) (generic_name) (qualified_name) (nullable_type) (predefined_type)] @type
  name: (identifier) @local)
(from_clause name: (identifier) @local)
(let_clause . (identifier) @local)
(join_clause . (identifier) @local)
(tuple_pattern name: (identifier) @local)
