; Definitions of JavaScript and JSX: @definition.<kind> is the whole definition, @name its name,
; @body what a skeleton may leave out, @type and @value what tells its type.

(function_declaration name: (identifier) @name body: (statement_block) @body) @definition.function
(generator_function_declaration name: (identifier) @name body: (statement_block) @body) @definition.function
(class_declaration name: (identifier) @name) @definition.class
(class_body (method_definition name: (_) @name body: (statement_block) @body) @definition.method)

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
  (field_definition
    property: (_) @name
    value: [
      (arrow_function body: (statement_block) @body)
      (function_expression body: (statement_block) @body)
    ]) @definition.method)
(class_body (field_definition property: (_) @name value: (_)? @value) @definition.property)

(program
  (lexical_declaration (variable_declarator name: (identifier) @name value: (_)? @value)) @definition.variable)
(program
  (variable_declaration (variable_declarator name: (identifier) @name value: (_)? @value)) @definition.variable)
(program
  (export_statement
    declaration: (lexical_declaration (variable_declarator name: (identifier) @name value: (_)? @value))
    @definition.variable))

(class_heritage (_) @extends)

; Decorators stand before what they decorate, beside it.
(export_statement decorator: (decorator) declaration: (_) @decorated)

; What is exported: the declaration itself, or its name.
(export_statement declaration: (_) @exported)
(export_statement value: (identifier) @exported.name @exported.default)
(export_statement "default" declaration: (_ name: (_) @exported.default))
(export_statement !source (export_clause (export_specifier name: (identifier) @exported.name alias: (_)? @exported.as)))
; `module.exports = a`: the module is that one thing.
(assignment_expression
  left: (member_expression object: (identifier) @module property: (property_identifier) @exports)
  "=" @exported.as
  right: (identifier) @exported.name
  (#eq? @module "module")
  (#eq? @exports "exports"))

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
