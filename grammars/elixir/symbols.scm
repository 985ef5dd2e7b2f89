; Definitions of Elixir, where every keyword is a call: @definition.<kind> is the whole call, @name the defined name.
; Each clause of a function stands on its own.

(call
  target: (identifier) @keyword
  (arguments . (alias) @name)
  (do_block)
  (#any-of? @keyword "defmodule" "defprotocol")) @definition.module @exported
(call
  target: (identifier) @keyword
  (arguments . (alias) @container.name)
  (do_block)
  (#eq? @keyword "defimpl")) @container

(call
  target: (identifier) @keyword
  (arguments . [
    (identifier) @name
    (call target: (identifier) @name)
    (binary_operator left: (identifier) @name operator: "when")
    (binary_operator left: (call target: (identifier) @name) operator: "when")
  ])
  (do_block)? @body
  (#any-of? @keyword "def" "defmacro" "defguard" "defdelegate")) @definition.function @exported
(call
  target: (identifier) @keyword
  (arguments . [
    (identifier) @name
    (call target: (identifier) @name)
    (binary_operator left: (identifier) @name operator: "when")
    (binary_operator left: (call target: (identifier) @name) operator: "when")
  ])
  (do_block)? @body
  (#any-of? @keyword "defp" "defmacrop" "defguardp")) @definition.function

(unary_operator
  operator: "@"
  operand: (call
    target: (identifier) @keyword
    (arguments . (binary_operator left: [
      (identifier) @name
      (call target: (identifier) @name)
    ])))
  (#any-of? @keyword "type" "opaque")) @definition.type @exported

(call
  target: (identifier) @keyword
  (arguments)
  (#any-of? @keyword "if" "unless" "for")) @branch
(stab_clause) @branch
(binary_operator operator: ["&&" "||" "and" "or"]) @branch

(comment) @comment
