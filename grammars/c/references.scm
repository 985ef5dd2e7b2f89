; What C uses: every name; names of members are joined to what stands before them. Parameters of prototypes and of
; pointers to functions live in their own list, those of a function in the whole function.

(identifier) @reference
(type_identifier) @reference
(field_identifier) @reference

(field_designator (field_identifier) @ignore)
(attribute_specifier (argument_list (identifier) @ignore))
(attribute_specifier (argument_list (call_expression function: (identifier) @ignore)))
(offsetof_expression member: (field_identifier) @ignore)

(argument_list) @arguments

(function_definition) @scope
(compound_statement) @scope
(for_statement) @scope
(declaration declarator: (function_declarator parameters: (parameter_list) @scope))
(declaration
  declarator: (pointer_declarator declarator: (function_declarator parameters: (parameter_list) @scope)))
(field_declaration declarator: (function_declarator parameters: (parameter_list) @scope))
(type_definition declarator: (function_declarator parameters: (parameter_list) @scope))
(parameter_declaration declarator: (function_declarator parameters: (parameter_list) @scope))
(preproc_function_def) @scope
(preproc_params (identifier) @local)

(parameter_declaration
  type: [
    (type_identifier) @type
    (primitive_type) @type
    (sized_type_specifier) @type
    (struct_specifier name: (type_identifier) @type)
    (union_specifier name: (type_identifier) @type)
    (enum_specifier name: (type_identifier) @type)
  ]
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @local))
    (array_declarator declarator: (identifier) @local)
    (pointer_declarator declarator: (array_declarator declarator: (identifier) @local))
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @local)))
  ])

; Those outside of functions are definitions, and have no scope.
(declaration
  type: [
    (type_identifier) @type
    (primitive_type) @type
    (sized_type_specifier) @type
    (struct_specifier name: (type_identifier) @type)
    (union_specifier name: (type_identifier) @type)
    (enum_specifier name: (type_identifier) @type)
    (macro_type_specifier)
  ]
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @local))
    (array_declarator declarator: (identifier) @local)
    (pointer_declarator declarator: (array_declarator declarator: (identifier) @local))
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @local)))
    (init_declarator declarator: (identifier) @local)
    (init_declarator declarator: (pointer_declarator declarator: (identifier) @local))
    (init_declarator
      declarator: (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @local)))
    (init_declarator declarator: (array_declarator declarator: (identifier) @local))
    (init_declarator
      declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @local)))
    (init_declarator
      declarator: (function_declarator
        declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @local))))
  ])
