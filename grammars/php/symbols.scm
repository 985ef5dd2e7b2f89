; Definitions of PHP: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out.
; Properties are named without `$`, static ones with it, as they are written where they are used.

(namespace_definition name: (namespace_name) @namespace)

(class_declaration name: (name) @name) @definition.class
(interface_declaration name: (name) @name) @definition.interface
(trait_declaration name: (name) @name) @definition.class
(enum_declaration name: (name) @name) @definition.enum
(enum_case name: (name) @name) @field

(function_definition name: (name) @name !return_type body: (compound_statement) @body) @definition.function
(function_definition
  name: (name) @name
  return_type: (_) @type
  body: (compound_statement) @body) @definition.function
(method_declaration name: (name) @name !return_type body: (compound_statement) @body) @definition.method
(method_declaration
  name: (name) @name
  return_type: (_) @type
  body: (compound_statement) @body) @definition.method
(method_declaration name: (name) @name !return_type !body) @definition.method
(method_declaration name: (name) @name return_type: (_) @type !body) @definition.method

(declaration_list (const_declaration (const_element (name) @name)) @definition.property)
(enum_declaration_list (const_declaration (const_element (name) @name)) @definition.property)
(program (const_declaration (const_element (name) @name)) @definition.variable)
(namespace_definition
  body: (compound_statement (const_declaration (const_element (name) @name)) @definition.variable))
((function_call_expression
   function: (name) @function
   arguments: (arguments . (argument (string (string_content) @name)))) @definition.variable
  (#eq? @function "define"))

(property_declaration (static_modifier) (property_element name: (variable_name) @name)) @definition.property
(property_declaration
  (static_modifier)
  type: (_) @type
  (property_element name: (variable_name) @name)) @definition.property
(property_declaration
  .
  (visibility_modifier)
  .
  (property_element name: (variable_name (name) @name))) @definition.property
(property_declaration
  .
  (var_modifier)
  .
  (property_element name: (variable_name (name) @name))) @definition.property
(property_declaration
  .
  (visibility_modifier)
  .
  type: (_) @type
  (property_element name: (variable_name (name) @name))) @definition.property
(property_declaration
  (readonly_modifier)
  type: (_) @type
  (property_element name: (variable_name (name) @name))) @definition.property
(property_promotion_parameter name: (variable_name (name) @name)) @field
(property_promotion_parameter type: (_) @type name: (variable_name (name) @name)) @field

(base_clause [(name) (qualified_name)] @extends)
(class_interface_clause [(name) (qualified_name)] @extends)
(use_declaration [(name) (qualified_name)] @extends)

[
  (if_statement)
  (else_if_clause)
  (for_statement)
  (foreach_statement)
  (while_statement)
  (do_statement)
  (case_statement)
  (catch_clause)
  (conditional_expression)
  (match_conditional_expression)
  (binary_expression operator: ["&&" "||" "??" "and" "or"])
] @branch

(comment) @comment
