// Answers, with BuildKit's own code, what a Dockerfile or an ignore file means.
//
// Each line of the standard input is a question as JSON, each line of the standard output its answer, in the same order.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// A question holds a Dockerfile, or an ignore file with the paths of a build context.
type question struct {
	Dockerfile *string  `json:"dockerfile,omitempty"`
	Platform   string   `json:"platform,omitempty"`
	Ignore     *string  `json:"ignore,omitempty"`
	Paths      []string `json:"paths,omitempty"`
}

func main() {
	if err := answerAll(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerAll() error {
	contexts := newContexts()
	defer contexts.remove()
	questions := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	answers := json.NewEncoder(out)
	for questions.More() {
		var asked question
		if err := questions.Decode(&asked); err != nil {
			return err
		}
		var answer any
		var err error
		switch {
		case asked.Dockerfile != nil:
			answer, err = dockerfile(*asked.Dockerfile, asked.Platform)
		case asked.Ignore != nil:
			answer, err = contexts.sent(*asked.Ignore, asked.Paths)
		default:
			err = fmt.Errorf("a question has neither a Dockerfile nor an ignore file")
		}
		if err != nil {
			return err
		}
		if err := answers.Encode(answer); err != nil {
			return err
		}
	}
	return nil
}
