; Definitions of TypeScript and TSX: @definition.<kind> is the whole definition, @name its name,
; @body what a skeleton may leave out.

(function_declaration name: (identifier) @name body: (statement_block) @body) @definition.function
(generator_function_declaration name: (identifier) @name body: (statement_block) @body) @definition.function
(function_signature name: (identifier) @name) @definition.function
(class_declaration name: (type_identifier) @name) @definition.class
(abstract_class_declaration name: (type_identifier) @name) @definition.class
(class_body (method_definition name: (_) @name body: (statement_block) @body) @definition.method)
(abstract_method_signature name: (_) @name) @definition.method
(interface_declaration name: (type_identifier) @name) @definition.interface
(type_alias_declaration name: (type_identifier) @name) @definition.type
(enum_declaration name: (identifier) @name) @definition.enum
(internal_module name: (_) @name) @definition.module
(module name: (_) @name) @definition.module

(lexical_declaration
  (variable_declarator
    name: (identifier) @name
    value: [
      (arrow_function body: (statement_block) @body)
      (function_expression body: (statement_block) @body)
      (generator_function body: (statement_block) @body)
    ])) @definition.function
(lexical_declaration
  (variable_declarator name: (identifier) @name value: (arrow_function body: (expression)))) @definition.function
(variable_declaration
  (variable_declarator
    name: (identifier) @name
    value: [
      (arrow_function body: (statement_block) @body)
      (function_expression body: (statement_block) @body)
      (generator_function body: (statement_block) @body)
    ])) @definition.function
(variable_declaration
  (variable_declarator name: (identifier) @name value: (arrow_function body: (expression)))) @definition.function
(class_body
  (public_field_definition
    name: (_) @name
    value: [
      (arrow_function body: (statement_block) @body)
      (function_expression body: (statement_block) @body)
    ]) @definition.method)
(class_body (public_field_definition name: (_) @name) @definition.property)

(program (lexical_declaration (variable_declarator name: (identifier) @name)) @definition.variable)
(program (variable_declaration (variable_declarator name: (identifier) @name)) @definition.variable)
(program
  (export_statement
    declaration: (lexical_declaration (variable_declarator name: (identifier) @name)) @definition.variable))
(ambient_declaration (lexical_declaration (variable_declarator name: (identifier) @name)) @definition.variable)

; Decorators stand before what they decorate, beside it.
(class_body (decorator) . [(method_definition) (public_field_definition)] @decorated)
(export_statement decorator: (decorator) declaration: (_) @decorated)

; What is exported: the declaration itself, or its name.
(export_statement declaration: (_) @exported)
(export_statement declaration: (ambient_declaration (_) @exported))
(export_statement value: (identifier) @exported.name)
(export_statement "=" (identifier) @exported.name)
(export_statement !source (export_clause (export_specifier name: (identifier) @exported.name)))

[
  (if_statement)
  (for_statement)
  (for_in_statement)
  (while_statement)
  (do_statement)
  (switch_case)
  (catch_clause)
  (ternary_expression)
  (binary_expression operator: ["&&" "||" "??"])
] @branch

(comment) @comment
