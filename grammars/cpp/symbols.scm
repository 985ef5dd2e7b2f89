; Definitions of C++, declarations included: @definition.<kind> is the whole definition, @name its name, @body what a
; skeleton may leave out, @type the declared type or what a function returns. Namespaces are no part of names.

(namespace_definition name: (_) @namespace)

; Functions and methods with a body, by what their declarator is wrapped in.
(function_definition
  type: (_) @type
  declarator: [
    (function_declarator
      declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name)
    (pointer_declarator
      declarator: (function_declarator
        declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name))
    (reference_declarator
      (function_declarator
        declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name))
  ]
  body: (compound_statement) @body) @definition.function
(function_definition
  !type
  declarator: [
    (function_declarator
      declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name)
    (operator_cast type: (_) @name)
  ]
  body: (compound_statement) @body) @definition.function
(field_declaration_list
  (function_definition
    declarator: [
      (function_declarator
        declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name)
      (pointer_declarator
        declarator: (function_declarator
          declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name))
      (reference_declarator
        (function_declarator
          declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name))
    ]
    body: (compound_statement) @body) @definition.method)
(field_declaration_list
  (function_definition
    declarator: (function_declarator
      declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name)
    [(default_method_clause) (delete_method_clause) (try_statement)]) @definition.method)
(field_declaration_list
  (template_declaration
    (function_definition
      declarator: [
        (function_declarator
          declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name)
        (pointer_declarator
          declarator: (function_declarator
            declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name))
        (reference_declarator
          (function_declarator
            declarator: [(identifier) (field_identifier) (destructor_name) (operator_name)] @name))
      ]
      body: (compound_statement) @body) @definition.method))

; `Type Class::name() { … }`. Behind a macro that stands for nothing, two words look like a scope and a name without `::`.
((function_definition
   type: (_) @type
   declarator: [
     (function_declarator
       declarator: (qualified_identifier
         scope: [(namespace_identifier) (template_type)] @container.name
         name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified)
     (pointer_declarator
       declarator: (function_declarator
         declarator: (qualified_identifier
           scope: [(namespace_identifier) (template_type)] @container.name
           name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified))
     (reference_declarator
       (function_declarator
         declarator: (qualified_identifier
           scope: [(namespace_identifier) (template_type)] @container.name
           name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified))
   ]
   body: (compound_statement) @body) @definition.method
  (#match? @qualified "^[^\\s(]*::"))
((function_definition
   !type
   declarator: (function_declarator
     declarator: (qualified_identifier
       scope: [(namespace_identifier) (template_type)] @container.name
       name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified)
   body: (compound_statement) @body) @definition.method
  (#match? @qualified "^[^\\s(]*::"))
((function_definition
   type: (_) @type
   declarator: [
     (function_declarator
       declarator: (qualified_identifier
         name: (qualified_identifier
           scope: [(namespace_identifier) (template_type)] @container.name
           name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified))
     (pointer_declarator
       declarator: (function_declarator
         declarator: (qualified_identifier
           name: (qualified_identifier
             scope: [(namespace_identifier) (template_type)] @container.name
             name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified)))
     (reference_declarator
       (function_declarator
         declarator: (qualified_identifier
           name: (qualified_identifier
             scope: [(namespace_identifier) (template_type)] @container.name
             name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified)))
   ]
   body: (compound_statement) @body) @definition.method
  (#match? @qualified "^[^\\s(]*::"))
((function_definition
   !type
   declarator: (function_declarator
     declarator: (qualified_identifier
       name: (qualified_identifier
         scope: [(namespace_identifier) (template_type)] @container.name
         name: [(identifier) (destructor_name) (operator_name) (template_function)] @name) @qualified))
   body: (compound_statement) @body) @definition.method
  (#match? @qualified "^[^\\s(]*::"))
((function_definition
   type: (_)
   declarator: (function_declarator declarator: (qualified_identifier name: (identifier) @name) @qualified)
   body: (compound_statement) @body) @definition.function
  (#match? @qualified "^\\w+\\s+\\w+$"))

; Prototypes outside of functions; inside, `Type name(value);` is a variable.
(translation_unit
  (declaration
    type: (_) @type
    declarator: [
      (function_declarator declarator: [(identifier) (operator_name)] @name)
      (function_declarator declarator: (qualified_identifier name: (identifier) @name))
      (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
      (reference_declarator (function_declarator declarator: (identifier) @name))
    ]) @definition.function)
(declaration_list
  (declaration
    type: (_) @type
    declarator: [
      (function_declarator declarator: [(identifier) (operator_name)] @name)
      (function_declarator declarator: (qualified_identifier name: (identifier) @name))
      (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
      (reference_declarator (function_declarator declarator: (identifier) @name))
    ]) @definition.function)
(preproc_ifdef
  (declaration
    type: (_) @type
    declarator: [
      (function_declarator declarator: [(identifier) (operator_name)] @name)
      (function_declarator declarator: (qualified_identifier name: (identifier) @name))
      (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
      (reference_declarator (function_declarator declarator: (identifier) @name))
    ]) @definition.function)
(preproc_if
  (declaration
    type: (_) @type
    declarator: [
      (function_declarator declarator: [(identifier) (operator_name)] @name)
      (function_declarator declarator: (qualified_identifier name: (identifier) @name))
      (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
      (reference_declarator (function_declarator declarator: (identifier) @name))
    ]) @definition.function)
(template_declaration
  (declaration
    type: (_) @type
    declarator: (function_declarator declarator: (identifier) @name)) @definition.function)
(linkage_specification
  (declaration
    type: (_) @type
    declarator: (function_declarator declarator: (identifier) @name)) @definition.function)

; Variables outside of functions.
(translation_unit
  (declaration
    type: (_) @type
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
    ]) @definition.variable)
(declaration_list
  (declaration
    type: (_) @type
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
    ]) @definition.variable)
(preproc_ifdef
  (declaration
    type: (_) @type
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
    ]) @definition.variable)
(preproc_if
  (declaration
    type: (_) @type
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (array_declarator declarator: (identifier) @name)
      (init_declarator declarator: (identifier) @name)
      (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))
      (init_declarator declarator: (array_declarator declarator: (identifier) @name))
    ]) @definition.variable)
(declaration
  declarator: (init_declarator
    declarator: (qualified_identifier scope: (_) @container.name name: (identifier) @name))) @definition.property

; Declarations of methods and members.
(field_declaration_list
  (declaration
    declarator: (function_declarator declarator: [(identifier) (destructor_name) (operator_name)] @name)) @definition.method)
(field_declaration_list (declaration declarator: (operator_cast type: (_) @name)) @definition.method)
(field_declaration
  type: (_) @type
  declarator: [
    (function_declarator declarator: [(field_identifier) (operator_name)] @name)
    (pointer_declarator
      declarator: (function_declarator declarator: [(field_identifier) (operator_name)] @name))
    (reference_declarator (function_declarator declarator: [(field_identifier) (operator_name)] @name))
  ]) @definition.method
(field_declaration
  type: (_) @type
  declarator: [
    (field_identifier) @name
    (pointer_declarator declarator: (field_identifier) @name)
    (pointer_declarator declarator: (pointer_declarator declarator: (field_identifier) @name))
    (reference_declarator (field_identifier) @name)
    (array_declarator declarator: (field_identifier) @name)
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (field_identifier) @name)))
  ]) @field
(enumerator name: (identifier) @name) @field
; An enum without a name: what it lists has nothing else to belong to.
(translation_unit
  (enum_specifier !name body: (enumerator_list (enumerator name: (identifier) @name) @definition.variable)))
(preproc_ifdef
  (enum_specifier !name body: (enumerator_list (enumerator name: (identifier) @name) @definition.variable)))
(declaration_list
  (enum_specifier !name body: (enumerator_list (enumerator name: (identifier) @name) @definition.variable)))

; Types.
(class_specifier name: (type_identifier) @name body: (field_declaration_list)) @definition.class
(struct_specifier name: (type_identifier) @name body: (field_declaration_list)) @definition.class
(union_specifier name: (type_identifier) @name body: (field_declaration_list)) @definition.class
(class_specifier
  name: (template_type name: (type_identifier) @name)
  body: (field_declaration_list)) @definition.class
(struct_specifier
  name: (template_type name: (type_identifier) @name)
  body: (field_declaration_list)) @definition.class
(class_specifier
  name: (qualified_identifier scope: (_) @container.name name: (type_identifier) @name)
  body: (field_declaration_list)) @definition.class
(struct_specifier
  name: (qualified_identifier scope: (_) @container.name name: (type_identifier) @name)
  body: (field_declaration_list)) @definition.class
(enum_specifier name: (type_identifier) @name body: (enumerator_list)) @definition.enum
(alias_declaration name: (type_identifier) @name type: (_) @type) @definition.type
(concept_definition name: (identifier) @name) @definition.type
(type_definition
  type: [
    (struct_specifier !name body: (field_declaration_list))
    (union_specifier !name body: (field_declaration_list))
  ]
  declarator: (type_identifier) @name) @definition.class
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
  declarator: (type_identifier) @name @definition.type)
(type_definition
  type: [
    (struct_specifier name: (type_identifier) @type !body)
    (union_specifier name: (type_identifier) @type !body)
    (enum_specifier name: (type_identifier) @type !body)
    (class_specifier name: (type_identifier) @type !body)
    (type_identifier) @type
    (qualified_identifier) @type
    (template_type) @type
    (primitive_type) @type
    (sized_type_specifier) @type
    (dependent_type) @type
  ]
  declarator: [
    (type_identifier) @name
    (pointer_declarator declarator: (type_identifier) @name)
    (array_declarator declarator: (type_identifier) @name)
    (function_declarator
      declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name)))
  ]) @definition.type

(base_class_clause [(type_identifier) (qualified_identifier) (template_type)] @extends)

; `class EXPORT Name : Base { … }`, where a macro stands before the name, looks like a function; its members like
; statements.
(function_definition
  type: [(class_specifier !body) (struct_specifier !body)]
  .
  declarator: (identifier) @name
  body: (compound_statement)) @definition.class
(function_definition
  type: [(class_specifier !body) (struct_specifier !body)]
  (ERROR (identifier) @name)
  declarator: [(identifier) (qualified_identifier)] @extends
  body: (compound_statement)) @definition.class
(function_definition
  type: [(class_specifier !body) (struct_specifier !body)]
  declarator: [(identifier) (qualified_identifier)]
  body: (compound_statement
    (declaration
      type: (_) @type
      declarator: [
        (function_declarator declarator: [(identifier) (operator_name)] @name)
        (init_declarator declarator: (function_declarator declarator: [(identifier) (operator_name)] @name))
        (init_declarator
          declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)))
        (init_declarator
          declarator: (reference_declarator (function_declarator declarator: (identifier) @name)))
        (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
        (reference_declarator (function_declarator declarator: (identifier) @name))
      ]) @definition.method))
(labeled_statement
  (declaration
    type: (_) @type
    declarator: [
      (function_declarator declarator: [(identifier) (operator_name)] @name)
      (init_declarator declarator: (function_declarator declarator: [(identifier) (operator_name)] @name))
      (init_declarator
        declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)))
      (init_declarator
        declarator: (reference_declarator (function_declarator declarator: (identifier) @name)))
      (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))
      (reference_declarator (function_declarator declarator: (identifier) @name))
    ]) @definition.method)
(function_definition
  type: [(class_specifier !body) (struct_specifier !body)]
  declarator: [(identifier) (qualified_identifier)]
  body: (compound_statement
    (declaration
      type: (_) @type
      declarator: [
        (identifier) @name
        (pointer_declarator declarator: (identifier) @name)
        (reference_declarator (identifier) @name)
        (init_declarator declarator: (identifier) @name)
      ]) @field))
(labeled_statement
  label: (statement_identifier) @label
  (declaration
    type: (_) @type
    declarator: [
      (identifier) @name
      (pointer_declarator declarator: (identifier) @name)
      (reference_declarator (identifier) @name)
      (init_declarator declarator: (identifier) @name)
    ]) @field
  (#any-of? @label "public" "private" "protected"))

; A macro with nothing behind its name is an include guard or a switch.
(preproc_def name: (identifier) @name value: (preproc_arg)) @definition.variable
(preproc_function_def name: (identifier) @name value: (preproc_arg) @body) @definition.function

[
  (if_statement)
  (for_statement)
  (for_range_loop)
  (while_statement)
  (do_statement)
  (case_statement value: (_))
  (catch_clause)
  (conditional_expression)
  (binary_expression operator: ["&&" "||" "and" "or"])
] @branch

(comment) @comment
