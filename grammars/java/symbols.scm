; Definitions of Java: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out,
; @type what a field holds or a method returns. Plain fields, enum constants and record components are a @field.

(package_declaration [(scoped_identifier) (identifier)] @namespace)

(class_declaration name: (identifier) @name) @definition.class
(record_declaration name: (identifier) @name) @definition.class
(interface_declaration name: (identifier) @name) @definition.interface
(annotation_type_declaration name: (identifier) @name) @definition.interface
(enum_declaration name: (identifier) @name) @definition.enum

(method_declaration type: (_) @type name: (identifier) @name body: (block)? @body) @definition.method
(constructor_declaration name: (identifier) @name body: (constructor_body) @body) @definition.method
(compact_constructor_declaration name: (identifier) @name body: (block) @body) @definition.method
(annotation_type_element_declaration type: (_) @type name: (identifier) @name) @definition.method

(constant_declaration
  type: (_) @type
  declarator: (variable_declarator name: (identifier) @name)) @definition.property
(field_declaration
  (modifiers "static" "final")
  type: (_) @type
  declarator: (variable_declarator name: (identifier) @name)) @definition.property
(field_declaration type: (_) @type declarator: (variable_declarator name: (identifier) @name)) @field
(enum_declaration
  name: (identifier) @type
  body: (enum_body (enum_constant name: (identifier) @name) @field))
(record_declaration
  parameters: (formal_parameters (formal_parameter type: (_) @type name: (identifier) @name) @field))
(record_declaration
  parameters: (formal_parameters
    (spread_parameter (_unannotated_type) @type (variable_declarator name: (identifier) @name)) @field))

(superclass (_) @extends)
(super_interfaces (type_list (_) @extends))
(extends_interfaces (type_list (_) @extends))

[
  (if_statement)
  (for_statement)
  (enhanced_for_statement)
  (while_statement)
  (do_statement)
  (switch_label "case")
  (catch_clause)
  (ternary_expression)
  (binary_expression operator: ["&&" "||"])
] @branch

[(line_comment) (block_comment)] @comment
