<!doctype html>
<p><?= $title ?></p>
<?php
declare(strict_types=1);
namespace Forms\Inner;

use Forms\{Shape, Box as Other};
use function strlen;

#[Attribute(Attribute::TARGET_CLASS)]
final readonly class Box extends Other implements \Countable
{
    use Helper { run as protected go; }
    public const int LIMIT = 0x10;
    public function __construct(private ?string $name = null, protected int|float ...$rest) {}
    public static function make(callable $f): static { return new static(name: 'x', ...[1, 2]); }
    abstract protected function size(): int;
}

enum Side: string { case Left = 'l'; const DEFAULT = self::Left; public function sign(): int { return match (true) { $this === self::Left, false => -1, default => 1 }; } }

function &run(array &$items): \Generator {
    foreach ($items as $key => [$a, 'b' => $b]) { yield $key => $a <=> $b ?? throw new \LogicException("bad {$items['x']} $a->b"); }
    $f = static fn (int $n): int => $n ** 2;
    $g = function () use ($f, &$items) { static $count = 0; return $f?->__invoke(++$count); };
    echo <<<TEXT
      heredoc {$g()}
      TEXT;
    try { goto end; } catch (\TypeError | \Error) { } finally { unset($items); }
    end:
    return $items['a']['b'] ?: (string) new class { };
}
function broken( {
