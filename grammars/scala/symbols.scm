; Definitions of Scala: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out.
; What a package object defines belongs to the package itself; an extension to the type that it extends.

(package_clause name: (package_identifier) @namespace)

(class_definition name: (_) @name) @definition.class
(object_definition name: (_) @name) @definition.class
(trait_definition name: (_) @name) @definition.interface
(enum_definition name: (_) @name) @definition.enum
(type_definition name: (_) @name) @definition.type
(type_definition name: (_) @name type: (_) @type) @definition.type
(given_definition name: (_) @name return_type: (_) @type) @definition.variable

(function_definition name: (_) @name) @definition.function
(function_definition name: (_) @name return_type: (_) @type) @definition.function
(function_definition name: (_) @name body: (block) @body) @definition.function
(function_definition name: (_) @name body: (indented_block) @body) @definition.function
(function_definition name: (_) @name !return_type body: (_) @value) @definition.function
(function_declaration name: (_) @name) @definition.function
(function_declaration name: (_) @name return_type: (_) @type) @definition.function
(template_body (function_definition name: (_) @name) @definition.method)
(template_body (function_declaration name: (_) @name) @definition.method)
(extension_definition parameters: (parameters (parameter type: (_) @container.name))) @container

(template_body (val_definition pattern: (identifier) @name) @definition.property)
(template_body (val_definition pattern: (identifier) @name type: (_) @type) @definition.property)
(template_body (val_definition pattern: (identifier) @name !type value: (_) @value) @definition.property)
(template_body (var_definition pattern: (identifier) @name) @definition.property)
(template_body (var_definition pattern: (identifier) @name type: (_) @type) @definition.property)
(template_body (var_definition pattern: (identifier) @name !type value: (_) @value) @definition.property)
(template_body (val_declaration name: (_) @name type: (_) @type) @definition.property)
(template_body (var_declaration name: (_) @name type: (_) @type) @definition.property)
(compilation_unit (val_definition pattern: (identifier) @name) @definition.variable)
(compilation_unit (val_definition pattern: (identifier) @name type: (_) @type) @definition.variable)
(compilation_unit (val_definition pattern: (identifier) @name !type value: (_) @value) @definition.variable)

(class_parameter name: (_) @name type: (_) @type) @field
(simple_enum_case name: (_) @name) @field
(full_enum_case name: (_) @name) @definition.class

(extends_clause
  [(type_identifier) (generic_type) (stable_type_identifier) (compound_type) (annotated_type)] @extends)
(extends_clause (compound_type extra: (_) @extends))

[
  (if_expression)
  (while_expression)
  (do_while_expression)
  (for_expression)
  (case_clause)
] @branch

[(comment) (block_comment)] @comment
