; Uses of names in Kotlin: every identifier but names of arguments and labels. A trailing lambda calls what stands before it.

(identifier) @reference
[(this_expression) (super_expression)] @self
[(value_arguments) (annotated_lambda)] @arguments
(type_arguments) @type-arguments

(value_argument . (identifier) @ignore "=")
(return_expression label: (identifier) @ignore)
(package_header (qualified_identifier (identifier) @ignore))

[
  (class_declaration)
  (object_declaration)
  (function_declaration)
  (secondary_constructor)
  (getter)
  (setter)
  (anonymous_function)
  (lambda_literal)
  (block)
  (for_statement)
  (when_expression)
  (catch_block)
] @scope

(type_parameter (identifier) @local .)
(type_parameter (identifier) @local . (type) @type)
(class_parameter (identifier) @local . (type) @type)
(parameter (identifier) @local . (type) @type)
(setter (identifier) @local)
(block (property_declaration (variable_declaration . (identifier) @local . (type) @type)))
(block (property_declaration (variable_declaration . (identifier) @local .) . (expression) @value))
(block (property_declaration (variable_declaration . (identifier) @local .)))
(lambda_literal (property_declaration (variable_declaration . (identifier) @local . (type) @type)))
(lambda_literal (property_declaration (variable_declaration . (identifier) @local .) . (expression) @value))
(lambda_literal (property_declaration (variable_declaration . (identifier) @local .)))
(multi_variable_declaration (variable_declaration . (identifier) @local .))
(multi_variable_declaration (variable_declaration . (identifier) @local . (type) @type))
(lambda_parameters (variable_declaration . (identifier) @local .))
(lambda_parameters (variable_declaration . (identifier) @local . (type) @type))
(for_statement (variable_declaration . (identifier) @local .))
(for_statement (variable_declaration . (identifier) @local . (type) @type))
(when_subject (variable_declaration . (identifier) @local) . (expression) @value)
(catch_block (identifier) @local . (type) @type)
