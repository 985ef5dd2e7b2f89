; What C++ uses: every name; members and scoped names are joined to what stands before them. Parameters of prototypes
; live in their own list, those of a function in the whole function.

(identifier) @reference
(type_identifier) @reference
(field_identifier) @reference
(namespace_identifier) @reference
(this) @self

(field_designator (field_identifier) @ignore)
(attribute name: (identifier) @ignore)
(attribute_specifier (argument_list (identifier) @ignore))
(attribute_specifier (argument_list (call_expression function: (identifier) @ignore)))
(namespace_definition name: (namespace_identifier) @ignore)
(nested_namespace_specifier (namespace_identifier) @ignore)
(using_declaration "namespace" (identifier) @ignore)

(argument_list) @arguments
(template_argument_list) @type-arguments

(function_definition) @scope
(template_declaration) @scope
(lambda_expression) @scope
(compound_statement) @scope
(if_statement) @scope
(while_statement) @scope
(switch_statement) @scope
(for_statement) @scope
(for_range_loop) @scope
(catch_clause) @scope
(requires_expression) @scope
(declaration declarator: (function_declarator parameters: (parameter_list) @scope))
(declaration
  declarator: (pointer_declarator declarator: (function_declarator parameters: (parameter_list) @scope)))
(declaration declarator: (reference_declarator (function_declarator parameters: (parameter_list) @scope)))
(field_declaration declarator: (function_declarator parameters: (parameter_list) @scope))
(field_declaration
  declarator: (pointer_declarator declarator: (function_declarator parameters: (parameter_list) @scope)))
(field_declaration
  declarator: (reference_declarator (function_declarator parameters: (parameter_list) @scope)))
(type_definition declarator: (function_declarator parameters: (parameter_list) @scope))
(parameter_declaration declarator: (function_declarator parameters: (parameter_list) @scope))
(init_declarator declarator: (function_declarator parameters: (parameter_list) @scope))
(init_declarator
  declarator: (pointer_declarator declarator: (function_declarator parameters: (parameter_list) @scope)))
(init_declarator declarator: (reference_declarator (function_declarator parameters: (parameter_list) @scope)))
(abstract_function_declarator parameters: (parameter_list (parameter_declaration)) @scope)
(preproc_function_def) @scope
(preproc_params (identifier) @local)

(type_parameter_declaration (type_identifier) @local)
(variadic_type_parameter_declaration (type_identifier) @local)
(optional_type_parameter_declaration name: (type_identifier) @local)
(lambda_capture_initializer left: (identifier) @local right: (_) @value)
(structured_binding_declarator (identifier) @local)
(variadic_declarator (identifier) @local)

(parameter_declaration
  type: (_) @type
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @local))
    (pointer_declarator declarator: (array_declarator declarator: (identifier) @local))
    (reference_declarator (identifier) @local)
    (array_declarator declarator: (identifier) @local)
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @local)))
  ])
(optional_parameter_declaration
  type: (_) @type
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (reference_declarator (identifier) @local)
  ])

; Those outside of functions are definitions, and have no scope.
(declaration
  type: [
    (type_identifier)
    (qualified_identifier)
    (template_type)
    (primitive_type)
    (sized_type_specifier)
    (struct_specifier)
    (class_specifier)
    (union_specifier)
    (enum_specifier)
    (dependent_type)
  ] @type
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (pointer_declarator declarator: (pointer_declarator declarator: (identifier) @local))
    (pointer_declarator declarator: (array_declarator declarator: (identifier) @local))
    (reference_declarator (identifier) @local)
    (array_declarator declarator: (identifier) @local)
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @local)))
    (function_declarator declarator: (identifier) @local)
    (init_declarator declarator: (identifier) @local)
    (init_declarator declarator: (pointer_declarator declarator: (identifier) @local))
    (init_declarator declarator: (reference_declarator (identifier) @local))
    (init_declarator declarator: (array_declarator declarator: (identifier) @local))
  ])
(declaration
  type: (placeholder_type_specifier)
  declarator: (init_declarator
    declarator: [
      (identifier) @local
      (pointer_declarator declarator: (identifier) @local)
      (reference_declarator (identifier) @local)
    ]
    value: [
      (identifier)
      (new_expression)
      (field_expression)
      (pointer_expression)
      (qualified_identifier name: (identifier))
      (parenthesized_expression)
      (call_expression
        function: [
          (identifier)
          (field_expression)
          (qualified_identifier name: [(identifier) (qualified_identifier name: (identifier))])
        ])
    ] @value))
(declaration
  type: (placeholder_type_specifier)
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (reference_declarator (identifier) @local)
  ]
  value: [
    (identifier)
    (new_expression)
    (field_expression)
    (pointer_expression)
    (qualified_identifier name: (identifier))
    (parenthesized_expression)
    (call_expression
      function: [
        (identifier)
        (field_expression)
        (qualified_identifier name: [(identifier) (qualified_identifier name: (identifier))])
      ])
  ] @value)
(for_range_loop
  type: [
    (type_identifier)
    (qualified_identifier)
    (template_type)
    (primitive_type)
    (sized_type_specifier)
    (struct_specifier)
    (class_specifier)
    (union_specifier)
    (enum_specifier)
    (dependent_type)
  ] @type
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (reference_declarator (identifier) @local)
  ])
(for_range_loop
  type: (placeholder_type_specifier)
  declarator: [
    (identifier) @local
    (pointer_declarator declarator: (identifier) @local)
    (reference_declarator (identifier) @local)
  ])

; `auto x = std::make_unique<T>(…)`, `static_cast<T*>(…)`: the type is written.
((declaration
   type: (placeholder_type_specifier)
   declarator: [
     (init_declarator
       declarator: [
         (identifier) @local
         (pointer_declarator declarator: (identifier) @local)
         (reference_declarator (identifier) @local)
       ]
       value: (call_expression
         function: (template_function
           name: (identifier) @function
           arguments: (template_argument_list . (type_descriptor type: (_) @type)))))
     (init_declarator
       declarator: [(identifier) @local (pointer_declarator declarator: (identifier) @local)]
       value: (call_expression
         function: (qualified_identifier
           name: (template_function
             name: (identifier) @function
             arguments: (template_argument_list . (type_descriptor type: (_) @type))))))
   ])
  (#any-of? @function
    "make_unique"
    "make_shared"
    "static_cast"
    "dynamic_cast"
    "reinterpret_cast"
    "const_cast"))
