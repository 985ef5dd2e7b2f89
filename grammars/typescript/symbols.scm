; Definitions of TypeScript and TSX: @definition.<kind> is the whole definition, @name its name,
; @body what a skeleton may leave out, @type and @value what tells its type.

(function_declaration
  name: (identifier) @name return_type: (type_annotation)? @type body: (statement_block) @body) @definition.function
(generator_function_declaration name: (identifier) @name body: (statement_block) @body) @definition.function
(function_signature name: (identifier) @name return_type: (type_annotation)? @type) @definition.function
(class_declaration name: (type_identifier) @name) @definition.class
(abstract_class_declaration name: (type_identifier) @name) @definition.class
(class_body
  (method_definition
    name: (_) @name return_type: (type_annotation)? @type body: (statement_block) @body) @definition.method)
(abstract_method_signature name: (_) @name return_type: (type_annotation)? @type) @definition.method
(interface_declaration name: (type_identifier) @name) @definition.interface
(type_alias_declaration name: (type_identifier) @name) @definition.type
(type_alias_declaration name: (type_identifier) @name value: [(type_identifier) (generic_type) (nested_type_identifier)] @type) @definition.type
(enum_declaration name: (identifier) @name) @definition.enum
(internal_module name: (_) @name) @definition.module
(module name: (_) @name) @definition.module

(lexical_declaration
  (variable_declarator
    name: (identifier) @name
    value: [
      (arrow_function return_type: (type_annotation)? @type body: (statement_block) @body)
      (function_expression return_type: (type_annotation)? @type body: (statement_block) @body)
      (generator_function body: (statement_block) @body)
    ])) @definition.function
(lexical_declaration
  (variable_declarator name: (identifier) @name value: (arrow_function return_type: (type_annotation)? @type body: (expression)))) @definition.function
(variable_declaration
  (variable_declarator
    name: (identifier) @name
    value: [
      (arrow_function return_type: (type_annotation)? @type body: (statement_block) @body)
      (function_expression return_type: (type_annotation)? @type body: (statement_block) @body)
      (generator_function body: (statement_block) @body)
    ])) @definition.function
(variable_declaration
  (variable_declarator name: (identifier) @name value: (arrow_function return_type: (type_annotation)? @type body: (expression)))) @definition.function
(class_body
  (public_field_definition
    name: (_) @name
    value: [
      (arrow_function body: (statement_block) @body)
      (function_expression body: (statement_block) @body)
    ]) @definition.method)
(class_body
  (public_field_definition name: (_) @name type: (type_annotation)? @type value: (_)? @value) @definition.property)

(program
  (lexical_declaration
    (variable_declarator name: (identifier) @name type: (type_annotation)? @type value: (_)? @value))
  @definition.variable)
(program
  (variable_declaration
    (variable_declarator name: (identifier) @name type: (type_annotation)? @type value: (_)? @value))
  @definition.variable)
(program
  (export_statement
    declaration: (lexical_declaration
      (variable_declarator name: (identifier) @name type: (type_annotation)? @type value: (_)? @value))
    @definition.variable))
(ambient_declaration
  [
    (lexical_declaration (variable_declarator name: (identifier) @name type: (type_annotation)? @type))
    (variable_declaration (variable_declarator name: (identifier) @name type: (type_annotation)? @type))
  ] @definition.variable)
(ambient_declaration
  "global"
  (statement_block (interface_declaration name: (_) @name) @definition.interface))

; Members that an outline does not list, and what a type inherits from.
(property_signature name: (_) @name type: (type_annotation)? @type) @field
(method_signature name: (_) @name return_type: (type_annotation)? @type) @field
(required_parameter
  (accessibility_modifier) pattern: (identifier) @name type: (type_annotation)? @type) @field
(enum_body (property_identifier) @name @field)
(enum_assignment name: (_) @name) @field
(extends_clause value: (_) @extends)
(implements_clause (_) @extends)
(extends_type_clause type: (_) @extends)
(type_alias_declaration value: (intersection_type [(type_identifier) (generic_type)] @extends))
(type_alias_declaration value: (union_type [(type_identifier) (generic_type)] @extends))

; Decorators stand before what they decorate, beside it.
(class_body (decorator) . [(method_definition) (public_field_definition)] @decorated)
(export_statement decorator: (decorator) declaration: (_) @decorated)

; What is exported: the declaration itself, or its name.
(export_statement declaration: (_) @exported)
(export_statement declaration: (ambient_declaration (_) @exported))
(export_statement value: (identifier) @exported.name @exported.default)
(export_statement "default" declaration: (_ name: (_) @exported.default))
(export_statement "=" @exported.as (identifier) @exported.name)
(export_statement !source (export_clause (export_specifier name: (identifier) @exported.name alias: (_)? @exported.as)))

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
