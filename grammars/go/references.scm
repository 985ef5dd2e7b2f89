; Uses: @reference is every leaf that can name something, @local what a function names for itself.

(identifier) @reference
(type_identifier) @reference
(selector_expression field: (field_identifier) @reference)
(qualified_type package: (package_identifier) @reference)

; Keys of struct literals are fields of a type that is named beside them; keys of maps, slices and arrays are values.
(composite_literal
  type: [(type_identifier) (qualified_type) (generic_type)]
  body: (literal_value (keyed_element key: (literal_element (identifier) @ignore))))
(literal_element (literal_value (keyed_element key: (literal_element (identifier) @ignore))))

[
  (function_declaration)
  (method_declaration)
  (func_literal)
  (function_type)
  (method_elem)
  (type_spec)
  (type_alias)
  (block)
  (if_statement)
  (for_statement)
  (expression_switch_statement)
  (type_switch_statement)
  (expression_case)
  (default_case)
  (type_case)
  (communication_case)
] @scope

(parameter_declaration name: (identifier) @local type: (_) @type)
(variadic_parameter_declaration name: (identifier) @local type: (_) @type)
(type_parameter_declaration name: (identifier) @local type: (type_constraint) @type)

; `a, b := x, y` binds by position, `a, b := f()` gives the first result's type to `a` alone. Values that name their
; type inside (assertions, literals, make and new) are told apart from those that are chains of names.
(short_var_declaration
  left: (expression_list . (identifier) @local)
  right: (expression_list . [
    (identifier) @value
    (selector_expression) @value
    (index_expression) @value
    (slice_expression) @value
    (unary_expression) @value
    (parenthesized_expression) @value
    (type_conversion_expression type: (_) @type)
    (type_assertion_expression type: (_) @type)
    (call_expression function: (selector_expression)) @value
    (call_expression function: (parenthesized_expression) arguments: (argument_list) @value)
    (composite_literal type: [
      (type_identifier) @type
      (qualified_type) @type
      (generic_type) @type
      (slice_type) @type
      (array_type element: (_) @type)
      (implicit_length_array_type element: (_) @type)
      (map_type value: (_) @type)
      (struct_type)
    ])
    (func_literal result: [
      (type_identifier) @type
      (pointer_type) @type
      (qualified_type) @type
      (generic_type) @type
      (slice_type) @type
      (array_type element: (_) @type)
      (map_type value: (_) @type)
      (channel_type value: (_) @type)
      (function_type)
      (interface_type)
      (parameter_list . (parameter_declaration type: (_) @type))
    ])
    (func_literal !result)
    (binary_expression)
    (int_literal)
    (float_literal)
    (imaginary_literal)
    (rune_literal)
    (interpreted_string_literal)
    (raw_string_literal)
    (true)
    (false)
    (nil)
    (iota)
  ]))
((short_var_declaration
  left: (expression_list . (identifier) @local)
  right: (expression_list . (call_expression function: (identifier) @function) @value))
  (#not-any-of? @function "make" "new"))
((short_var_declaration
  left: (expression_list . (identifier) @local)
  right: (expression_list . (call_expression
    function: (identifier) @function
    arguments: (argument_list . [
      (type_identifier) @type
      (pointer_type) @type
      (qualified_type) @type
      (generic_type) @type
      (slice_type) @type
      (map_type value: (_) @type)
      (channel_type value: (_) @type)
    ]))))
  (#any-of? @function "make" "new"))
(short_var_declaration
  left: (expression_list . (_) . (identifier) @local)
  right: (expression_list . (_) . (_) @value))
(short_var_declaration
  left: (expression_list . (_) . (identifier) @local)
  right: (expression_list . (_) .))
(short_var_declaration left: (expression_list . (_) . (_) (identifier) @local))
(statement_list (var_declaration (var_spec name: (identifier) @local type: (_) @type)))
(statement_list
  (var_declaration (var_spec !type name: (identifier) @local value: (expression_list . (_) @value)?)))
(statement_list (var_declaration (var_spec_list (var_spec name: (identifier) @local type: (_) @type))))
(statement_list
  (var_declaration
    (var_spec_list (var_spec !type name: (identifier) @local value: (expression_list . (_) @value)?))))
(statement_list (const_declaration (const_spec name: (identifier) @local)))
(statement_list (type_declaration (type_spec name: (type_identifier) @local)))
(statement_list (type_declaration (type_alias name: (type_identifier) @local type: (_) @type)))

(range_clause left: (expression_list (identifier) @local) ":=" right: (_) @value)
(receive_statement
  left: (expression_list . (identifier) @local)
  ":="
  right: (unary_expression operand: (_) @value))
(type_switch_statement alias: (expression_list (identifier) @local))

(argument_list) @arguments
(parenthesized_expression) @group
(composite_literal body: (literal_value) @arguments)
(type_arguments) @type-arguments
