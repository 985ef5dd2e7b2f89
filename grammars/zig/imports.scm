; Builtin functions that name a file or a module.

(builtin_function
  (builtin_identifier) @function
  (arguments . (string (string_content) @specifier) .)
  (#eq? @function "@import")) @import.import
(builtin_function
  (builtin_identifier) @function
  (arguments . (string (string_content) @specifier) .)
  (#eq? @function "@cInclude")) @import.include
(builtin_function
  (builtin_identifier) @function
  (arguments . (string (string_content) @specifier) .)
  (#eq? @function "@embedFile")) @import.asset
