; Calls that name another module or file. What a protected call requires may be missing.

(function_call
  name: (identifier) @function
  arguments: (arguments . (string content: (string_content) @specifier) .)
  (#eq? @function "require")) @import.require
(function_call
  name: (identifier) @protected
  arguments: (arguments . (identifier) @function . (string content: (string_content) @specifier) .)
  (#eq? @protected "pcall")
  (#eq? @function "require")) @import.require @optional
(function_call
  name: (identifier) @function
  arguments: (arguments . (string content: (string_content) @specifier) .)
  (#any-of? @function "dofile" "loadfile")) @import.include
