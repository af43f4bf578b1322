package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	"github.com/tonistiigi/fsutil"
)

// What BuildKit sends of a build context.
type sent struct {
	// Refused says why BuildKit refuses the ignore file, or is empty.
	Refused string   `json:"refused"`
	Paths   []string `json:"paths"`
}

// Contexts are file trees, made once for each list of paths.
type contexts struct {
	made map[string]string
}

func newContexts() *contexts {
	return &contexts{made: map[string]string{}}
}

func (c *contexts) remove() {
	for _, directory := range c.made {
		os.RemoveAll(directory)
	}
}

// sent answers with the paths that BuildKit sends: files, and the directories above them or kept by themselves.
func (c *contexts) sent(ignore string, paths []string) (sent, error) {
	directory, err := c.directory(paths)
	if err != nil {
		return sent{}, err
	}
	patterns, err := ignorefile.ReadAll(strings.NewReader(ignore))
	if err != nil {
		return sent{Refused: err.Error(), Paths: []string{}}, nil
	}
	if _, err := patternmatcher.New(patterns); err != nil {
		return sent{Refused: err.Error(), Paths: []string{}}, nil
	}
	answer := sent{Paths: []string{}}
	err = fsutil.Walk(context.Background(), directory, &fsutil.FilterOpt{ExcludePatterns: patterns},
		func(path string, _ fs.FileInfo, err error) error {
			if err == nil {
				answer.Paths = append(answer.Paths, filepath.ToSlash(path))
			}
			return err
		})
	if err != nil {
		return sent{Refused: err.Error(), Paths: []string{}}, nil
	}
	slices.Sort(answer.Paths)
	return answer, nil
}

// directory makes a tree: a path that ends with a slash is a directory, others are files.
func (c *contexts) directory(paths []string) (string, error) {
	key := strings.Join(paths, "\x00")
	if directory, ok := c.made[key]; ok {
		return directory, nil
	}
	directory, err := os.MkdirTemp("", "context")
	if err != nil {
		return "", err
	}
	c.made[key] = directory
	for _, path := range paths {
		file := filepath.Join(directory, path)
		if strings.HasSuffix(path, "/") {
			err = os.MkdirAll(file, 0o755)
		} else if err = os.MkdirAll(filepath.Dir(file), 0o755); err == nil {
			err = os.WriteFile(file, nil, 0o644)
		}
		if err != nil {
			return "", err
		}
	}
	return directory, nil
}
