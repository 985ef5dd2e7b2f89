; Definitions of Rust: @definition.<kind> is the whole definition, @name its name, @body what a skeleton leaves out.
; What an impl block holds belongs to the type that it names.

(function_item name: (identifier) @name return_type: (_)? @type body: (block) @body) @definition.function
(function_signature_item name: (identifier) @name return_type: (_)? @type) @definition.function
(impl_item
  body: (declaration_list
    (function_item name: (identifier) @name return_type: (_)? @type body: (block) @body) @definition.method))
(trait_item
  body: (declaration_list
    (function_item name: (identifier) @name return_type: (_)? @type body: (block) @body) @definition.method))
(trait_item
  body: (declaration_list
    (function_signature_item name: (identifier) @name return_type: (_)? @type) @definition.method))
(struct_item name: (type_identifier) @name) @definition.class
(union_item name: (type_identifier) @name) @definition.class
(enum_item name: (type_identifier) @name) @definition.enum
(trait_item name: (type_identifier) @name) @definition.interface
(type_item name: (type_identifier) @name type: (_) @type) @definition.type
(const_item name: (identifier) @name type: (_) @type) @definition.variable
(static_item name: (identifier) @name type: (_) @type) @definition.variable
(mod_item name: (identifier) @name body: (declaration_list)) @definition.module
(macro_definition name: (identifier) @name) @definition.function

; The macro that derives a trait is known by the trait's name, not by that of the function below.
((attribute_item
  (attribute
    (identifier) @attribute
    arguments: (token_tree . (identifier) @name))) @definition.function @exported
  (#eq? @attribute "proc_macro_derive"))

(field_declaration name: (field_identifier) @name type: (_) @type) @field
(enum_variant name: (identifier) @name) @field
(associated_type name: (type_identifier) @name) @field

(impl_item
  type: [
    (type_identifier) @container.name
    (generic_type type: (type_identifier) @container.name)
    (generic_type type: (scoped_type_identifier name: (type_identifier) @container.name))
    (scoped_type_identifier name: (type_identifier) @container.name)
    (reference_type type: (type_identifier) @container.name)
    (reference_type type: (generic_type type: (type_identifier) @container.name))
    (dynamic_type trait: (type_identifier) @container.name)
  ]) @container
(impl_item
  trait: [
    (type_identifier) @extends
    (generic_type type: (_) @extends)
    (scoped_type_identifier) @extends
  ])
(trait_item
  bounds: (trait_bounds [
    (type_identifier) @extends
    (generic_type type: (_) @extends)
    (scoped_type_identifier) @extends
  ]))

[
  (function_item (visibility_modifier))
  (struct_item (visibility_modifier))
  (union_item (visibility_modifier))
  (enum_item (visibility_modifier))
  (trait_item (visibility_modifier))
  (type_item (visibility_modifier))
  (const_item (visibility_modifier))
  (static_item (visibility_modifier))
  (mod_item (visibility_modifier))
] @exported
((attribute_item (attribute (identifier) @attribute)) . (macro_definition) @exported
  (#eq? @attribute "macro_export"))

[
  (if_expression)
  (while_expression)
  (loop_expression)
  (for_expression)
  (match_arm)
  (try_expression)
  (binary_expression operator: ["&&" "||"])
] @branch

[(line_comment) (block_comment)] @comment
