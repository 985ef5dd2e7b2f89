; Definitions of Swift: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out,
; @type the declared type or what a function returns. An extension is no definition: its members are those of its type.

(class_declaration declaration_kind: "class" name: (type_identifier) @name) @definition.class
(class_declaration declaration_kind: "struct" name: (type_identifier) @name) @definition.class
(class_declaration declaration_kind: "actor" name: (type_identifier) @name) @definition.class
(class_declaration declaration_kind: "enum" name: (type_identifier) @name) @definition.enum
(class_declaration declaration_kind: "extension" name: (user_type) @container.name) @container
(protocol_declaration name: (type_identifier) @name) @definition.interface
(inheritance_specifier inherits_from: (user_type) @extends)
(typealias_declaration name: (type_identifier) @name) @definition.type
(typealias_declaration name: (type_identifier) @name (user_type) @type) @definition.type
(associatedtype_declaration name: (type_identifier) @name) @field

(function_declaration name: (simple_identifier) @name body: (function_body) @body) @definition.function
(function_declaration
  name: (simple_identifier) @name
  [(user_type) (optional_type)] @type
  body: (function_body)) @definition.function
(class_body
  (function_declaration name: (simple_identifier) @name body: (function_body) @body) @definition.method)
(enum_class_body
  (function_declaration name: (simple_identifier) @name body: (function_body) @body) @definition.method)
(protocol_function_declaration name: (simple_identifier) @name) @definition.method
(protocol_function_declaration
  name: (simple_identifier) @name
  [(user_type) (optional_type)] @type) @definition.method
(init_declaration name: "init" @name body: (function_body) @body) @definition.method
(init_declaration name: "init" @name !body) @definition.method

(source_file
  (property_declaration name: (pattern bound_identifier: (simple_identifier) @name)) @definition.variable)
(source_file
  (property_declaration
    name: (pattern bound_identifier: (simple_identifier) @name)
    (type_annotation (_) @type)) @definition.variable)
(source_file
  (property_declaration
    name: (pattern bound_identifier: (simple_identifier) @name)
    value: (_) @value) @definition.variable)
(class_body
  (property_declaration
    name: (pattern bound_identifier: (simple_identifier) @name)
    (type_annotation (_) @type)) @definition.property)
(class_body
  (property_declaration
    name: (pattern bound_identifier: (simple_identifier) @name)
    value: (_) @value) @definition.property)
(enum_class_body
  (property_declaration
    name: (pattern bound_identifier: (simple_identifier) @name)
    (type_annotation (_) @type)) @definition.property)
(enum_class_body
  (property_declaration
    name: (pattern bound_identifier: (simple_identifier) @name)
    value: (_) @value) @definition.property)
(protocol_property_declaration
  name: (pattern bound_identifier: (simple_identifier) @name)
  (type_annotation (_) @type)) @definition.property
(enum_entry name: (simple_identifier) @name) @field

[
  (if_statement)
  (guard_statement)
  (for_statement)
  (while_statement)
  (repeat_while_statement)
  (switch_entry)
  (catch_block)
  (ternary_expression)
  (conjunction_expression)
  (disjunction_expression)
  (nil_coalescing_expression)
] @branch

(comment) @comment
(multiline_comment) @comment
