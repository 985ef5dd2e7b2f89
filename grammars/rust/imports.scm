; What names other modules: @specifier is the whole tree of a use declaration, which the resolver takes apart. A module
; whose body lies in another file is an include. Inside a macro (`cfg_rt! { mod x; use y::z; }`) nothing but words is
; known: the resolver reads the declaration from the text.

(use_declaration argument: (_) @specifier) @import.import
(use_declaration (visibility_modifier) argument: (_) @specifier) @import.re-export
(extern_crate_declaration name: (identifier) @specifier !alias) @import.import
(extern_crate_declaration name: (identifier) @specifier alias: (identifier) @import.as) @import.import
(mod_item name: (identifier) @specifier !body) @import.include
(token_tree "mod" . (identifier) @specifier @import.include . ";")
(token_tree "use" @specifier @import.import)

(macro_invocation
  macro: (identifier) @macro
  (token_tree . (string_literal (string_content) @specifier) .)
  (#any-of? @macro "include_str" "include_bytes")) @import.asset
(macro_invocation
  macro: (identifier) @macro
  (token_tree . (string_literal (string_content) @specifier) .)
  (#eq? @macro "include")) @import.include
