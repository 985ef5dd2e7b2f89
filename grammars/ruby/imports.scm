; Calls that load another file: @import.<kind> is the call, @specifier the path. `require_relative` and paths beside
; `__dir__` are imports, `require` is looked for on the load path, `autoload` and `load` are dynamic.

((call
   !receiver
   method: (identifier) @function
   arguments: (argument_list . (string . (string_content) @specifier .) .)) @import.require
  (#eq? @function "require"))
((call
   !receiver
   method: (identifier) @function
   arguments: (argument_list . (string . (string_content) @specifier .) .)) @import.import
  (#eq? @function "require_relative"))
((call
   !receiver
   method: (identifier) @function
   arguments: (argument_list . (string . (string_content) @specifier .))) @import.dynamic
  (#eq? @function "load"))
((call
   method: (identifier) @function
   arguments: (argument_list . (simple_symbol) . (string . (string_content) @specifier .) .)) @import.dynamic
  (#eq? @function "autoload"))
((call
   !receiver
   method: (identifier) @function
   arguments: (argument_list
     .
     (string . (interpolation (identifier) @folder) . (string_content) @specifier .))) @import.import
  (#any-of? @function "require" "load" "require_relative")
  (#eq? @folder "__dir__"))
; `require File.expand_path("../x", __FILE__)`, `load File.join(__dir__, "x.rb")`: the resolver reads the call.
((call
   !receiver
   method: (identifier) @function
   arguments: (argument_list . (call receiver: (constant) @file) @specifier)) @import.dynamic
  (#any-of? @function "require" "load")
  (#eq? @file "File"))
((call
   method: (identifier) @function
   arguments: (argument_list . (simple_symbol) . (call receiver: (constant) @file) @specifier)) @import.dynamic
  (#eq? @function "autoload")
  (#eq? @file "File"))

(begin (rescue)) @optional
