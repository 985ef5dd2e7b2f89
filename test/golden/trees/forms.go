// Package forms has one of everything.
package forms

import (
	"fmt"
	alias "strings"
	. "math"
	_ "embed"
)

type Number interface{ ~int | ~float64 }

type Pair[K comparable, V any] struct {
	Key   K `json:"key"`
	Value V
	fmt.Stringer
}

const (
	first = iota
	second
)

func (p *Pair[K, V]) String() (text string, err error) {
	defer func() { recover() }()
	switch value := any(p.Key).(type) {
	case int, string:
		text = fmt.Sprint(value)
	default:
		goto end
	}
end:
	for index, word := range alias.Fields("a b") {
		go func(n int) { _ = n << 2 &^ 1 }(index + len(word))
	}
	select {
	case <-make(chan int):
	}
	return text, nil
}

var table = map[string][]func(float64) float64{"sin": {Sin}, `raw`: nil, "rune": {}, "imag": {func(x float64) float64 { return x + real(1i) }}}

func broken( {
