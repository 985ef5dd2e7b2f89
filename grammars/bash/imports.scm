; `source` and `.`: the first argument is the specifier, with its quotes and expansions. Behind a test it may be missing.

(command
  name: (command_name (word) @command)
  . argument: [(word) (string) (raw_string) (concatenation)] @specifier
  (#any-of? @command "source" ".")) @import.include

(if_statement condition: (test_command)) @optional
(list . (test_command)) @optional
