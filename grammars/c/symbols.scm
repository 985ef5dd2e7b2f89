; Definitions of C, prototypes and `extern` declarations included: @definition.<kind> is the whole definition, @name its
; name, @body what a skeleton may leave out, @type the declared type or what a function returns.

(function_definition
  type: [
    (type_identifier) @type
    (primitive_type) @type
    (sized_type_specifier) @type
    (struct_specifier name: (type_identifier) @type)
    (union_specifier name: (type_identifier) @type)
    (enum_specifier name: (type_identifier) @type)
  ]
  declarator: [
    (function_declarator declarator: (identifier) @name)
    (function_declarator declarator: (parenthesized_declarator (identifier) @name))
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
    (pointer_declarator
      declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)))
  ]
  body: (compound_statement) @body) @definition.function

; Prototypes. One that stands inside a function is a prototype all the same.
(declaration
  type: [
    (type_identifier) @type
    (primitive_type) @type
    (sized_type_specifier) @type
    (struct_specifier name: (type_identifier) @type)
    (union_specifier name: (type_identifier) @type)
    (enum_specifier name: (type_identifier) @type)
  ]
  declarator: [
    (function_declarator declarator: (identifier) @name)
    (function_declarator declarator: (parenthesized_declarator (identifier) @name))
    (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
    (pointer_declarator
      declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)))
  ]) @definition.function

(struct_specifier name: (type_identifier) @name body: (field_declaration_list)) @definition.type
(union_specifier name: (type_identifier) @name body: (field_declaration_list)) @definition.type
(enum_specifier name: (type_identifier) @name body: (enumerator_list)) @definition.enum

; `typedef struct { … } name`: the structure has no other name, so the whole is the definition.
(type_definition
  type: [
    (struct_specifier !name body: (field_declaration_list))
    (union_specifier !name body: (field_declaration_list))
  ]
  declarator: [(type_identifier) @name (pointer_declarator declarator: (type_identifier) @name)]) @definition.type
(type_definition
  type: (enum_specifier !name body: (enumerator_list))
  declarator: (type_identifier) @name) @definition.enum
; `typedef struct tag { … } name`: the structure is a definition of its own, the name at the end another one beside it.
(type_definition
  type: [
    (struct_specifier name: (type_identifier) @type body: (field_declaration_list))
    (union_specifier name: (type_identifier) @type body: (field_declaration_list))
    (enum_specifier name: (type_identifier) @type body: (enumerator_list))
  ]
  declarator: [
    (type_identifier) @name @definition.type
    (pointer_declarator declarator: (type_identifier) @name @definition.type)
  ])
(type_definition
  type: [
    (struct_specifier name: (type_identifier) @type !body)
    (union_specifier name: (type_identifier) @type !body)
    (enum_specifier name: (type_identifier) @type !body)
    (type_identifier) @type
    (primitive_type) @type
    (sized_type_specifier) @type
  ]
  declarator: [
    (type_identifier) @name
    (pointer_declarator declarator: (type_identifier) @name)
    (array_declarator declarator: (type_identifier) @name)
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name)))
    (function_declarator declarator: (type_identifier) @name)
    (pointer_declarator
      declarator: (function_declarator
        declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name))))
  ]) @definition.type

; A macro with nothing behind its name is an include guard or a switch.
(preproc_def name: (identifier) @name value: (preproc_arg)) @definition.variable
(preproc_function_def name: (identifier) @name value: (preproc_arg) @body) @definition.function

; Variables outside of functions.
(translation_unit
  (declaration
    type: [
      (type_identifier) @type
      (primitive_type) @type
      (sized_type_specifier) @type
      (struct_specifier name: (type_identifier) @type)
      (union_specifier name: (type_identifier) @type)
      (enum_specifier name: (type_identifier) @type)
    ]
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator
        declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @name)))
    ]) @definition.variable)
(preproc_ifdef
  (declaration
    type: [
      (type_identifier) @type
      (primitive_type) @type
      (sized_type_specifier) @type
      (struct_specifier name: (type_identifier) @type)
      (union_specifier name: (type_identifier) @type)
      (enum_specifier name: (type_identifier) @type)
    ]
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator
        declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @name)))
    ]) @definition.variable)
(preproc_if
  (declaration
    type: [
      (type_identifier) @type
      (primitive_type) @type
      (sized_type_specifier) @type
      (struct_specifier name: (type_identifier) @type)
      (union_specifier name: (type_identifier) @type)
      (enum_specifier name: (type_identifier) @type)
    ]
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator
        declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @name)))
    ]) @definition.variable)
(preproc_else
  (declaration
    type: [
      (type_identifier) @type
      (primitive_type) @type
      (sized_type_specifier) @type
      (struct_specifier name: (type_identifier) @type)
      (union_specifier name: (type_identifier) @type)
      (enum_specifier name: (type_identifier) @type)
    ]
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator
        declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @name)))
    ]) @definition.variable)
(declaration_list
  (declaration
    type: [
      (type_identifier) @type
      (primitive_type) @type
      (sized_type_specifier) @type
      (struct_specifier name: (type_identifier) @type)
      (union_specifier name: (type_identifier) @type)
      (enum_specifier name: (type_identifier) @type)
    ]
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (pointer_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator
        declarator: (pointer_declarator declarator: (array_declarator declarator: (identifier) @name)))
    ]) @definition.variable)

; Members. A pointer to a function that is a member has no declarator of its own beside its name.
(field_declaration
  type: [
    (type_identifier) @type
    (primitive_type) @type
    (sized_type_specifier) @type
    (struct_specifier name: (type_identifier) @type)
    (union_specifier name: (type_identifier) @type)
    (enum_specifier name: (type_identifier) @type)
    (struct_specifier !name)
    (union_specifier !name)
    (enum_specifier !name)
  ]
  declarator: [
    (field_identifier) @name
    (pointer_declarator declarator: (field_identifier) @name)
    (pointer_declarator declarator: (pointer_declarator declarator: (field_identifier) @name))
    (array_declarator declarator: (field_identifier) @name)
    (pointer_declarator declarator: (array_declarator declarator: (field_identifier) @name))
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (field_identifier) @name)))
    (pointer_declarator
      declarator: (function_declarator
        declarator: (parenthesized_declarator (pointer_declarator declarator: (field_identifier) @name))))
  ]) @field
(enumerator name: (identifier) @name) @field
; An enum without a name: what it lists has nothing else to belong to.
(translation_unit
  (enum_specifier !name body: (enumerator_list (enumerator name: (identifier) @name) @definition.variable)))
(preproc_ifdef
  (enum_specifier !name body: (enumerator_list (enumerator name: (identifier) @name) @definition.variable)))
(declaration_list
  (enum_specifier !name body: (enumerator_list (enumerator name: (identifier) @name) @definition.variable)))

[
  (if_statement)
  (for_statement)
  (while_statement)
  (do_statement)
  (case_statement value: (_))
  (conditional_expression)
  (binary_expression operator: ["&&" "||"])
] @branch

(comment) @comment
