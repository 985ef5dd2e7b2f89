; Definitions of C#: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out.
; Fields, events and members of enums are a @field; so is an extension method, as a member of the type that it extends.

(namespace_declaration name: (_) @namespace)
(file_scoped_namespace_declaration name: (_) @namespace)

(class_declaration name: (identifier) @name) @definition.class
(struct_declaration name: (identifier) @name) @definition.class
(record_declaration name: (identifier) @name) @definition.class
(interface_declaration name: (identifier) @name) @definition.interface
(enum_declaration name: (identifier) @name) @definition.enum
(delegate_declaration type: (_) @type name: (identifier) @name) @definition.type

(method_declaration returns: (_) @type name: (identifier) @name body: (block)? @body) @definition.method
(method_declaration
  returns: (_) @type
  name: (identifier) @name @field
  parameters: (parameter_list . (parameter (modifier) @modifier type: (_) @container.name))
  (#eq? @modifier "this"))
(constructor_declaration name: (identifier) @name body: (block)? @body) @definition.method
(local_function_statement type: (_) @type name: (identifier) @name body: (block)? @body) @definition.function
(property_declaration
  type: (_) @type
  name: (identifier) @name
  accessors: (accessor_list)? @body) @definition.property
(field_declaration
  (modifier "const")
  (variable_declaration type: (_) @type (variable_declarator name: (identifier) @name))) @definition.property
(field_declaration
  (variable_declaration type: (_) @type (variable_declarator name: (identifier) @name))) @field
(event_field_declaration
  (variable_declaration type: (_) @type (variable_declarator name: (identifier) @name))) @field
(event_declaration type: (_) @type name: (identifier) @name) @field
(enum_declaration
  name: (identifier) @type
  body: (enum_member_declaration_list (enum_member_declaration name: (identifier) @name) @field))
(record_declaration (parameter_list (parameter type: (_) @type name: (identifier) @name) @field))

(base_list [(identifier) (generic_name) (qualified_name) (alias_qualified_name)] @extends)
(base_list (primary_constructor_base_type type: (_) @extends))

[
  (if_statement)
  (for_statement)
  (foreach_statement)
  (while_statement)
  (do_statement)
  (switch_section "case")
  (switch_expression_arm)
  (catch_clause)
  (conditional_expression)
  (binary_expression operator: ["&&" "||" "??"])
] @branch

(comment) @comment
