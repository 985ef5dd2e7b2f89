; Uses: @reference is every leaf that can name something. Inside macros there are words alone; chains are built from the
; text between them as everywhere.

(identifier) @reference
(type_identifier) @reference
(field_expression field: (field_identifier) @reference)
(crate) @reference
(super) @reference
(metavariable) @reference

(self) @self
(scoped_identifier path: (identifier) @self (#eq? @self "Self"))
(scoped_type_identifier path: (identifier) @self (#eq? @self "Self"))
(token_tree (identifier) @self (#eq? @self "Self"))

(visibility_modifier (crate) @ignore)
(visibility_modifier (super) @ignore)
(lifetime (identifier) @ignore)
(label (identifier) @ignore)
(type_binding name: (type_identifier) @ignore)
(attribute (identifier) @ignore)
(attribute (identifier) @attribute arguments: (token_tree (identifier) @ignore)
  (#not-eq? @attribute "derive"))
(attribute arguments: (token_tree (token_tree (identifier) @ignore)))
(attribute arguments: (token_tree (token_tree (token_tree (identifier) @ignore))))

[
  (function_item)
  (function_signature_item)
  (closure_expression)
  (impl_item)
  (trait_item)
  (struct_item)
  (enum_item)
  (type_item)
  (block)
  (for_expression)
  (if_expression)
  (while_expression)
  (match_arm)
  (macro_rule)
] @scope

(type_parameter name: (type_identifier) @local bounds: (trait_bounds)? @type)
(const_parameter name: (identifier) @local)

(parameter pattern: (identifier) @local type: (_) @type)
(parameter pattern: (mut_pattern (identifier) @local) type: (_) @type)
(closure_parameters (identifier) @local)
(let_declaration pattern: (identifier) @local type: (_) @type)
(let_declaration pattern: (identifier) @local !type value: (_)? @value)
(let_declaration pattern: (mut_pattern (identifier) @local) type: (_) @type)
(let_declaration pattern: (mut_pattern (identifier) @local) !type value: (_)? @value)
(for_expression pattern: (identifier) @local value: (_) @value)

; What a pattern binds.
(tuple_pattern (identifier) @local)
(tuple_pattern (mut_pattern (identifier) @local))
(tuple_struct_pattern type: (_) (identifier) @local)
(tuple_struct_pattern type: (_) (mut_pattern (identifier) @local))
(slice_pattern (identifier) @local)
(ref_pattern (identifier) @local)
(reference_pattern (identifier) @local)
(captured_pattern . (identifier) @local)
(field_pattern name: (shorthand_field_identifier) @local)
(field_pattern pattern: (identifier) @local)
(match_pattern (identifier) @local (#match? @local "^[a-z_]"))

; `Some(x)` and `Ok(x)` hold what the wrapped type names.
(let_condition
  pattern: (tuple_struct_pattern type: (identifier) @variant . (identifier) @local .)
  value: (_) @value
  (#any-of? @variant "Some" "Ok"))
(let_declaration
  pattern: (tuple_struct_pattern type: (identifier) @variant . (identifier) @local .)
  value: (_) @value
  (#any-of? @variant "Some" "Ok"))
(match_expression
  value: (_) @value
  body: (match_block
    (match_arm
      pattern: (match_pattern (tuple_struct_pattern type: (identifier) @variant . (identifier) @local .))))
  (#any-of? @variant "Some" "Ok"))

; Where definitions stand, a macro is given definitions.
(source_file (macro_invocation (token_tree) @items))
(declaration_list (macro_invocation (token_tree) @items))

(arguments) @arguments
(struct_expression body: (field_initializer_list) @arguments)
(token_tree) @arguments
(type_arguments) @type-arguments
(parenthesized_expression) @group
