; Definitions of Go: @definition.<kind> is the whole definition, @name its name, @body what a skeleton leaves out, @type
; the declared or first result type (of maps, arrays and channels that of what they hold). Methods belong to their
; receiver's type, embedded types are supertypes.

(package_clause (package_identifier) @namespace)

(function_declaration
  name: (identifier) @name
  result: [
    (type_identifier) @type
    (pointer_type) @type
    (qualified_type) @type
    (generic_type) @type
    (slice_type) @type
    (array_type element: (_) @type)
    (map_type value: (_) @type)
    (channel_type value: (_) @type)
    (function_type result: (_) @type)
    (parameter_list . (parameter_declaration type: [
      (type_identifier) @type
      (pointer_type) @type
      (qualified_type) @type
      (generic_type) @type
      (slice_type) @type
      (array_type element: (_) @type)
      (map_type value: (_) @type)
      (channel_type value: (_) @type)
      (function_type result: (_) @type)
    ]))
  ]?
  body: (block)? @body
  (#not-eq? @name "_")) @definition.function

(method_declaration
  receiver: (parameter_list
    (parameter_declaration
      type: [
        (type_identifier) @container.name
        (generic_type type: (type_identifier) @container.name)
        (pointer_type [
          (type_identifier) @container.name
          (generic_type type: (type_identifier) @container.name)
        ])
      ]))
  name: (field_identifier) @name
  result: [
    (type_identifier) @type
    (pointer_type) @type
    (qualified_type) @type
    (generic_type) @type
    (slice_type) @type
    (array_type element: (_) @type)
    (map_type value: (_) @type)
    (channel_type value: (_) @type)
    (function_type result: (_) @type)
    (parameter_list . (parameter_declaration type: [
      (type_identifier) @type
      (pointer_type) @type
      (qualified_type) @type
      (generic_type) @type
      (slice_type) @type
      (array_type element: (_) @type)
      (map_type value: (_) @type)
      (channel_type value: (_) @type)
      (function_type result: (_) @type)
    ]))
  ]?
  body: (block)? @body) @definition.method

; What is declared inside a function is a local (references.scm), so types and values are anchored at the file.
(source_file (type_declaration (type_spec name: (type_identifier) @name type: (struct_type)) @definition.class))
(source_file
  (type_declaration (type_spec name: (type_identifier) @name type: (interface_type)) @definition.interface))
(source_file
  (type_declaration
    (type_spec
      name: (type_identifier) @name
      type: [
        (type_identifier) @type
        (pointer_type) @type
        (qualified_type) @type
        (generic_type) @type
        (slice_type) @type
        (array_type element: (_) @type)
        (map_type value: (_) @type)
        (channel_type value: (_) @type)
        (function_type result: (_)? @type)
      ]) @definition.type))
(source_file (type_declaration (type_alias name: (type_identifier) @name type: (_) @type) @definition.type))

(source_file
  (const_declaration (const_spec name: (identifier) @name type: (_)? @type) @definition.variable)
  (#not-eq? @name "_"))
(source_file
  (var_declaration
    (var_spec
      name: (identifier) @name
      type: [
        (type_identifier) @type
        (pointer_type) @type
        (qualified_type) @type
        (generic_type) @type
        (slice_type) @type
        (array_type element: (_) @type)
        (map_type value: (_) @type)
        (channel_type value: (_) @type)
        (function_type result: (_)? @type)
        (struct_type)
        (interface_type)
      ]) @definition.variable)
  (#not-eq? @name "_"))
(source_file
  (var_declaration
    (var_spec !type name: (identifier) @name value: (expression_list . (_) @value)) @definition.variable)
  (#not-eq? @name "_"))
(source_file
  (var_declaration
    (var_spec_list
      (var_spec
        name: (identifier) @name
        type: [
          (type_identifier) @type
          (pointer_type) @type
          (qualified_type) @type
          (generic_type) @type
          (slice_type) @type
          (array_type element: (_) @type)
          (map_type value: (_) @type)
          (channel_type value: (_) @type)
          (function_type result: (_)? @type)
          (struct_type)
          (interface_type)
        ]) @definition.variable))
  (#not-eq? @name "_"))
(source_file
  (var_declaration
    (var_spec_list
      (var_spec !type name: (identifier) @name value: (expression_list . (_) @value)) @definition.variable))
  (#not-eq? @name "_"))

(source_file
  (type_declaration
    (type_spec
      type: (struct_type
        (field_declaration_list
          (field_declaration
            name: (field_identifier) @name
            type: [
              (type_identifier) @type
              (pointer_type) @type
              (qualified_type) @type
              (generic_type) @type
              (slice_type) @type
              (array_type element: (_) @type)
              (map_type value: (_) @type)
              (channel_type value: (_) @type)
              (function_type result: (_)? @type)
              (struct_type)
              (interface_type)
            ]) @field)))))
(source_file
  (type_declaration
    (type_spec
      type: (struct_type
        (field_declaration_list
          (field_declaration !name type: [(type_identifier) (qualified_type) (generic_type)] @extends))))))
(source_file
  (type_declaration
    (type_spec
      type: (interface_type
        (method_elem
          name: (field_identifier) @name
          result: [
            (type_identifier) @type
            (pointer_type) @type
            (qualified_type) @type
            (generic_type) @type
            (slice_type) @type
            (array_type element: (_) @type)
            (map_type value: (_) @type)
            (channel_type value: (_) @type)
            (function_type result: (_) @type)
            (parameter_list . (parameter_declaration type: [
              (type_identifier) @type
              (pointer_type) @type
              (qualified_type) @type
              (generic_type) @type
              (slice_type) @type
              (array_type element: (_) @type)
              (map_type value: (_) @type)
              (channel_type value: (_) @type)
              (function_type result: (_) @type)
            ]))
          ]?) @field))))
(source_file
  (type_declaration
    (type_spec
      type: (interface_type
        (type_elem . [(type_identifier) (qualified_type) (generic_type)] @extends .)))))

[
  (if_statement)
  (for_statement)
  (expression_case)
  (type_case)
  (communication_case)
  (binary_expression operator: ["&&" "||"])
] @branch

(comment) @comment
