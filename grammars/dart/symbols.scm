; Definitions of Dart: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out.
; A function's body stands beside its signature, not inside it.

(class_definition name: (identifier) @name) @definition.class
(class_definition (mixin_application_class . (identifier) @name)) @definition.class
(mixin_declaration (mixin) . (identifier) @name) @definition.class
(extension_declaration name: (identifier) @name) @definition.class
(extension_declaration !name class: (type_identifier) @container.name) @container
(extension_type_declaration name: (identifier) @name) @definition.class
(enum_declaration name: (identifier) @name) @definition.enum
(type_alias . (type_identifier) @name "=") @definition.type
(type_alias (type_identifier) @name . (formal_parameter_list)) @definition.type

(superclass (type_identifier) @extends)
(mixins (type_identifier) @extends)
(interfaces (type_identifier) @extends)

(program (function_signature name: (identifier) @name) @definition.function . (function_body)? @body)
(program (getter_signature name: (identifier) @name) @definition.function . (function_body)? @body)
(program (setter_signature name: (identifier) @name) @definition.function . (function_body)? @body)
(program (static_final_declaration_list (static_final_declaration . (identifier) @name) @definition.variable))
(program (initialized_identifier_list (initialized_identifier . (identifier) @name) @definition.variable))

(class_body
  (method_signature [
    (function_signature name: (identifier) @name)
    (getter_signature name: (identifier) @name)
    (setter_signature name: (identifier) @name)
    (operator_signature (binary_operator) @name)
    (constructor_signature name: (identifier) @name . (formal_parameter_list))
    (factory_constructor_signature (identifier) @name . (formal_parameter_list))
  ]) @definition.method . (function_body)? @body)
(extension_body
  (method_signature [
    (function_signature name: (identifier) @name)
    (getter_signature name: (identifier) @name)
    (setter_signature name: (identifier) @name)
    (operator_signature (binary_operator) @name)
  ]) @definition.method . (function_body)? @body)
(enum_body
  (method_signature [
    (function_signature name: (identifier) @name)
    (getter_signature name: (identifier) @name)
    (setter_signature name: (identifier) @name)
    (operator_signature (binary_operator) @name)
  ]) @definition.method . (function_body)? @body)
(declaration (function_signature name: (identifier) @name)) @definition.method
(declaration (getter_signature name: (identifier) @name)) @definition.method
(declaration (setter_signature name: (identifier) @name)) @definition.method
(declaration (constructor_signature name: (identifier) @name . (formal_parameter_list))) @definition.method
(declaration (constant_constructor_signature (identifier) @name . (formal_parameter_list))) @definition.method
(declaration (static_final_declaration_list (static_final_declaration . (identifier) @name) @definition.property))
(declaration (initialized_identifier_list (initialized_identifier . (identifier) @name) @field))
(enum_constant name: (identifier) @name) @field

[
  (if_statement)
  (for_statement)
  (while_statement)
  (do_statement)
  (switch_statement_case)
  (catch_clause)
  (conditional_expression)
  (logical_and_expression)
  (logical_or_expression)
  (if_null_expression)
] @branch

[(comment) (documentation_comment)] @comment
