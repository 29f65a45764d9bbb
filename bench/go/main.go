// SPDX-License-Identifier: Apache-2.0

// Command go executes a template with Go's own text/template and says how long that takes, for
// comparison with bench/render.
//
//	go --template FILE DATA [ROUNDS]    least, median and most microseconds of one execution
//	go --output FILE DATA               the text that it gives
//
// DATA is JSON and becomes .Values. The output goes to a buffer that is used again and again, and
// parsing is not counted: what remains is the engine.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"
	"text/template"
	"time"
)

const roundTime = 20 * time.Millisecond

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "go:", err)
		os.Exit(1)
	}
}

func load(file, data string) (*template.Template, map[string]any) {
	text, err := os.ReadFile(file)
	check(err)
	raw, err := os.ReadFile(data)
	check(err)
	values := map[string]any{}
	check(json.Unmarshal(raw, &values))
	t, err := template.New(file).Option("missingkey=zero").Parse(string(text))
	check(err)
	return t, map[string]any{"Values": values}
}

func measure(t *template.Template, dot map[string]any, rounds int) {
	var out bytes.Buffer
	times := make([]float64, 0, rounds)
	check(t.Execute(&out, dot))
	for i := 0; i < rounds; i++ {
		begin, count := time.Now(), 0
		for time.Since(begin) < roundTime {
			out.Reset()
			check(t.Execute(&out, dot))
			count++
		}
		times = append(times, float64(time.Since(begin).Nanoseconds())/float64(count)/1e3)
	}
	sort.Float64s(times)
	fmt.Printf("execute %.6g %.6g %.6g\n", times[0], times[rounds/2], times[rounds-1])
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: go --template|--output FILE DATA [ROUNDS]")
		os.Exit(3)
	}
	t, dot := load(os.Args[2], os.Args[3])
	if os.Args[1] == "--output" {
		check(t.Execute(os.Stdout, dot))
		return
	}
	rounds := 20
	if len(os.Args) > 4 {
		n, err := strconv.Atoi(os.Args[4])
		check(err)
		rounds = n
	}
	measure(t, dot, rounds)
}
