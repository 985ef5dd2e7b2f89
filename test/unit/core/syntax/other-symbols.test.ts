import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importRows, summaryOf, symbolRows } from './summary-of.ts';

/** Definitions and then references of a file in one of the languages that are parsed for these alone. */
function check(name: string, [path, text]: readonly [string, string], expected: readonly string[]): void {
  test(name, async () => {
    const summary = await summaryOf(path, text);
    assert.equal(summary.errorCount, 0);
    assert.deepEqual([...symbolRows(summary), ...importRows(summary)], expected);
  });
}

check(
  'classes, mixins, extensions and functions of Dart',
  [
    'a.dart',
    `import 'b.dart' show C;
/// Doc.
abstract class A extends B with M implements I {
  static const x = 1;
  final int y;
  A(this.y);
  A.named() : y = 1;
  int get z => y;
  Future<void> run(int a) async {
    if (a > 1 && y > 1) {
      print(a);
    }
  }
  void _hidden();
}
mixin M on B {}
extension E on String {
  int len() => 1;
}
extension type Id(int v) {}
enum Color { red, green }
typedef F = void Function(int);
const top = 1;
void main() {
  run();
}
`,
  ],
  [
    '3-15 class A exported doc 2',
    '4-4 property A.x exported',
    '6-6 method A.A exported',
    '7-7 method A.named exported',
    '8-8 method A.z exported',
    '9-13 method A.run exported body 10-12 complexity 3',
    '14-14 method A._hidden',
    '16-16 class M exported',
    '17-19 class E exported',
    '18-18 method E.len exported',
    '20-20 class Id exported',
    '21-21 enum Color exported',
    '22-22 type F exported',
    '23-23 variable top exported',
    '24-26 function main exported body 25-25',
    "1 import 'b.dart': C",
  ],
);
check(
  'modules, functions and types of Elixir',
  [
    'a.ex',
    `defmodule A.B do
  alias C.{D, E}
  @type t :: integer
  # Doc.
  def run(a) when a > 1 do
    case a do
      1 -> 2
      _ -> 3
    end
  end
  def short(a), do: a
  defp hidden, do: 1
  defmacro mac(x) do
    x
  end
  defmodule Inner do
    def x, do: 1
  end
end
defimpl P, for: A.B do
  def size(d), do: d
end
`,
  ],
  [
    '1-19 module A.B exported',
    '3-3 type A.B.t exported',
    '5-10 function A.B.run exported doc 4 body 6-9 complexity 3',
    '11-11 function A.B.short exported',
    '12-12 function A.B.hidden',
    '13-15 function A.B.mac exported body 14-14',
    '16-18 module A.B.Inner exported',
    '17-17 function A.B.Inner.x exported',
    '21-21 function P.size exported',
    '2 import C.{D, E}',
  ],
);
check(
  'functions and tables of Lua',
  [
    'a.lua',
    `local b = require("b")
local M = {}
-- Doc.
function M.foo(a)
  if a and b then
    return 1
  end
end
function M:bar() end
local function hidden() end
function global() end
M.baz = function(x)
  return x
end
limit = 5
return M
`,
  ],
  [
    '2-2 variable M',
    '4-8 function M.foo exported doc 3 body 5-7 complexity 3',
    '9-9 method M.bar exported',
    '10-10 function hidden',
    '11-11 function global exported',
    '12-14 function M.baz exported body 13-13',
    '15-15 variable limit exported',
    '1 require b',
  ],
);
check(
  'functions and variables of a shell script',
  [
    'a.sh',
    `#!/bin/bash
source ./b.sh
readonly LIMIT=1
# Doc.
greet() {
  local name=$1
  if [[ -n $name ]]; then
    echo "$name"
  fi
}
function other { :; }
[ -f c.sh ] && . ./c.sh
`,
  ],
  [
    '3-3 variable LIMIT exported',
    '5-10 function greet exported doc 4 body 6-9 complexity 2',
    '11-11 function other exported',
    '2 include ./b.sh',
    '12 include ./c.sh optional',
  ],
);
check(
  'functions, types and tests of Zig',
  [
    'a.zig',
    `const std = @import("std");
const limit: u32 = 1;
/// Doc.
pub const Cart = struct {
    count: u32,
    pub fn add(self: *Cart) void {
        if (self.count > 1) return;
        self.count += 1;
    }
};
const Kind = enum { a, b };
fn hidden() void {}
test "adds" {
    hidden();
}
`,
  ],
  [
    '2-2 variable limit',
    '4-10 class Cart exported doc 3',
    '6-9 method Cart.add exported body 7-8 complexity 2',
    '11-11 enum Kind',
    '12-12 function hidden',
    '13-15 function adds body 14-14',
    '1 import std',
  ],
);
check(
  'blocks of Terraform by the names that refer to them',
  [
    'a.tf',
    `# Doc.
variable "region" {}
resource "aws_instance" "web" {
  user_data = file("b.sh")
}
module "vpc" {
  source = "./vpc"
}
locals {
  name = "x"
}
output "id" { value = 1 }
`,
  ],
  [
    '2-2 variable region exported doc 1',
    '3-5 variable aws_instance.web exported',
    '6-8 module vpc exported',
    '10-10 variable name exported',
    '12-12 variable id exported',
    '4 asset b.sh',
    '7 import ./vpc',
  ],
);
