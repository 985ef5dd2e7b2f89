; Definitions of Ruby: @definition.<kind> is the whole definition, @name its name, @body what a skeleton may leave out.
; `class A::B` is the member B of A.

(class name: (constant) @name) @definition.class
(class name: (scope_resolution scope: (_) @container.name name: (constant) @name)) @definition.class
(class name: (scope_resolution !scope name: (constant) @name)) @definition.class
(module name: (constant) @name) @definition.module
(module name: (scope_resolution scope: (_) @container.name name: (constant) @name)) @definition.module
(module name: (scope_resolution !scope name: (constant) @name)) @definition.module
(superclass [(constant) (scope_resolution)] @extends)
((body_statement
   (call
     !receiver
     method: (identifier) @function
     arguments: (argument_list [(constant) (scope_resolution)] @extends)))
  (#any-of? @function "include" "extend" "prepend"))

; Methods of classes, modules and the file; those in the block of a call (`describe do … end`) are nobody else's.
(class body: (body_statement (method name: (_) @name body: (body_statement) @body) @definition.method))
(class body: (body_statement (method name: (_) @name !body) @definition.method))
(class body: (body_statement (method name: (_) @name "=") @definition.method))
(module body: (body_statement (method name: (_) @name body: (body_statement) @body) @definition.method))
(module body: (body_statement (method name: (_) @name !body) @definition.method))
(module body: (body_statement (method name: (_) @name "=") @definition.method))
(singleton_class
  body: (body_statement (method name: (_) @name body: (body_statement) @body) @definition.method))
(singleton_class body: (body_statement (method name: (_) @name !body) @definition.method))
(singleton_class body: (body_statement (method name: (_) @name "=") @definition.method))
(program (method name: (_) @name body: (body_statement) @body) @definition.method)
(program (method name: (_) @name !body) @definition.method)
(program (method name: (_) @name "=") @definition.method)
(argument_list . (method name: (_) @name body: (body_statement) @body) @definition.method .)
(argument_list . (method name: (_) @name !body) @definition.method .)
(argument_list . (method name: (_) @name "=") @definition.method .)
(assignment
  left: (constant)
  right: (call
    block: (do_block
      body: (body_statement (method name: (_) @name body: (body_statement) @body) @definition.method))))
(assignment
  left: (constant)
  right: (call block: (do_block body: (body_statement (method name: (_) @name !body) @definition.method))))
(singleton_method name: (_) @name body: (body_statement) @body) @definition.method
(singleton_method name: (_) @name !body) @definition.method
(singleton_method name: (_) @name "=") @definition.method

; Constants, and classes that a call makes: `Point = Struct.new(:x) do … end`.
(assignment left: (constant) @name right: (_) @value) @definition.variable
((assignment
   left: (constant) @name
   right: (call receiver: (constant) @receiver method: (identifier) @function)) @definition.class
  (#any-of? @receiver "Struct" "Class" "Module" "Data")
  (#any-of? @function "new" "define"))
((assignment
   left: (constant)
   right: (call
     receiver: (constant) @receiver
     method: (identifier) @function
     arguments: (argument_list . [(constant) (scope_resolution)] @extends)))
  (#eq? @receiver "Class")
  (#eq? @function "new"))

((call !receiver method: (identifier) @function arguments: (argument_list (simple_symbol) @name @field))
  (#any-of? @function "attr_reader" "attr_accessor" "attr_writer" "attr"))
((call
   receiver: (constant) @receiver
   method: (identifier) @function
   arguments: (argument_list (simple_symbol) @name @field))
  (#any-of? @receiver "Struct" "Data")
  (#any-of? @function "new" "define"))
(assignment left: (instance_variable) @name right: (_) @value) @field
((assignment
   left: (instance_variable) @name
   right: (call receiver: [(constant) (scope_resolution)] @type method: (identifier) @function)) @field
  (#eq? @function "new"))
(operator_assignment left: (instance_variable) @name right: (_) @value) @field

[
  (if)
  (unless)
  (elsif)
  (if_modifier)
  (unless_modifier)
  (while)
  (until)
  (while_modifier)
  (until_modifier)
  (for)
  (when)
  (in_clause)
  (rescue)
  (rescue_modifier)
  (conditional)
  (binary operator: ["&&" "||" "and" "or"])
] @branch

(comment) @comment
