; Definitions of Python: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out.

(function_definition name: (identifier) @name return_type: (type)? @type body: (block) @body) @definition.function
(class_definition name: (identifier) @name) @definition.class
(class_definition
  body: (block (function_definition name: (identifier) @name body: (block) @body) @definition.method))
(class_definition
  body: (block
    (decorated_definition
      definition: (function_definition name: (identifier) @name body: (block) @body) @definition.method)))
(decorated_definition definition: (_) @decorated)
(type_alias_statement left: (type (identifier) @name)) @definition.type
(module (expression_statement (assignment left: (identifier) @name type: (type) @type)) @definition.variable)
(module (expression_statement (assignment left: (identifier) @name !type right: (_) @value)) @definition.variable)
(class_definition
  body: (block (expression_statement (assignment left: (identifier) @name type: (type) @type)) @definition.property))
(class_definition
  body: (block (expression_statement (assignment left: (identifier) @name !type right: (_) @value)) @definition.property))
(assignment
  left: (attribute object: (identifier) @receiver attribute: (identifier) @name)
  type: (type) @type
  (#eq? @receiver "self")) @field
(assignment
  left: (attribute object: (identifier) @receiver attribute: (identifier) @name)
  !type
  right: (_) @value
  (#eq? @receiver "self")) @field
(class_definition superclasses: (argument_list [(identifier) (attribute) (subscript)] @extends))

[
  (if_statement)
  (elif_clause)
  (for_statement)
  (while_statement)
  (except_clause)
  (case_clause)
  (conditional_expression)
  (boolean_operator)
  (if_clause)
] @branch

(comment) @comment
