; Definitions of Kotlin: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out.
; An extension belongs to the type that it extends (@container.name). Members of companion objects are the class's own.

(package_header (qualified_identifier) @namespace)

(class_declaration (modifiers (class_modifier "enum")) name: (identifier) @name) @definition.enum
(class_declaration "class" name: (identifier) @name) @definition.class
(class_declaration "interface" name: (identifier) @name) @definition.interface
(object_declaration name: (identifier) @name) @definition.class
(type_alias type: (identifier) @name (type) @type) @definition.type

(function_declaration name: (identifier) @name (function_body (block) @body)?) @definition.function
(function_declaration name: (identifier) @name (function_value_parameters) . (type) @type) @definition.function
(function_declaration name: (identifier) @name (function_body . (expression) @value)) @definition.function
(class_body (function_declaration name: (identifier) @name (function_body (block) @body)?) @definition.method)
(enum_class_body (function_declaration name: (identifier) @name (function_body (block) @body)?) @definition.method)
(function_declaration
  (user_type . (identifier) @container.name)
  .
  name: (identifier) @name) @definition.function
(function_declaration
  (nullable_type (user_type . (identifier) @container.name))
  .
  name: (identifier) @name) @definition.function

(source_file (property_declaration (variable_declaration . (identifier) @name)) @definition.variable)
(class_body (property_declaration (variable_declaration . (identifier) @name)) @definition.property)
(enum_class_body (property_declaration (variable_declaration . (identifier) @name)) @definition.property)
(source_file
  (property_declaration (variable_declaration . (identifier) @name . (type) @type)) @definition.variable)
(class_body
  (property_declaration (variable_declaration . (identifier) @name . (type) @type)) @definition.property)
(source_file
  (property_declaration (variable_declaration . (identifier) @name .) . (expression) @value) @definition.variable)
(class_body
  (property_declaration (variable_declaration . (identifier) @name .) . (expression) @value) @definition.property)
(source_file
  (property_declaration
    (user_type . (identifier) @container.name)
    .
    (variable_declaration . (identifier) @name)) @definition.variable)
(class_body
  (property_declaration
    (variable_declaration . (identifier) @name .)
    (getter (function_body . (expression) @value))) @definition.property)
(class_body
  (property_declaration
    (variable_declaration . (identifier) @name .)
    (property_delegate
      (call_expression (annotated_lambda (lambda_literal (expression) @value .))))) @definition.property)

(class_declaration
  name: (identifier) @type
  (enum_class_body (enum_entry (identifier) @name) @field))
(class_parameter ["val" "var"] (identifier) @name . (type) @type) @field

(delegation_specifier (user_type) @extends)
(delegation_specifier (constructor_invocation (user_type) @extends))
(delegation_specifier (explicit_delegation . (user_type) @extends))

[
  (if_expression)
  (for_statement)
  (while_statement)
  (do_while_statement)
  (when_entry)
  (catch_block)
  (binary_expression operator: ["&&" "||" "?:"])
] @branch

[(line_comment) (block_comment)] @comment
