package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

// What BuildKit makes of a Dockerfile.
type meaning struct {
	// Stages as they are written; none when the file can't be read.
	Stages []stage `json:"stages"`
	// Targets: the last stage under the name "", and every stage that has a name.
	Targets map[string]target `json:"targets"`
	// All is a build of every stage, whether or not the last one needs it.
	All      target    `json:"all"`
	Warnings []warning `json:"warnings"`
}

type stage struct {
	Name string `json:"name"`
	From string `json:"from"`
}

// What building a target takes.
type target struct {
	// Refused says why BuildKit refuses, or is empty.
	Refused string `json:"refused"`
	// Base is the image that the target starts from, directly or through other stages.
	Base string `json:"base"`
	// Images are all that BuildKit asks a registry for.
	Images []string `json:"images"`
}

// A warning of `docker build --check`.
type warning struct {
	Rule    string `json:"rule"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

const baseLabel = "base"

func dockerfile(text, platform string) (meaning, error) {
	parsed, err := platforms.Parse(platform)
	if err != nil {
		return meaning{}, err
	}
	answer := meaning{
		Stages:   []stage{},
		Targets:  map[string]target{},
		Warnings: warnings(text, parsed),
	}
	answer.All = convert(text, parsed, func(options *dockerfile2llb.ConvertOpt) { options.AllStages = true })
	build := func(name string) {
		answer.Targets[name] = convert(text, parsed, func(options *dockerfile2llb.ConvertOpt) { options.Target = name })
	}
	build("")
	for _, found := range stages(text) {
		answer.Stages = append(answer.Stages, stage{found.Name, found.BaseName})
		if found.Name != "" {
			build(found.Name)
		}
	}
	return answer, nil
}

func stages(text string) []instructions.Stage {
	file, err := parser.Parse(bytes.NewReader([]byte(text)))
	if err != nil {
		return nil
	}
	found, _, err := instructions.Parse(file.AST, linter.New(&linter.Config{}))
	if err != nil {
		return nil
	}
	return found
}

func options(platform ocispecs.Platform, resolver llb.ImageMetaResolver) dockerfile2llb.ConvertOpt {
	capabilities := pb.Caps.CapSet(pb.Caps.All())
	return dockerfile2llb.ConvertOpt{
		LLBCaps:        &capabilities,
		Config:         dockerui.Config{BuildPlatforms: []ocispecs.Platform{platform}},
		TargetPlatform: &platform,
		MetaResolver:   resolver,
	}
}

func convert(text string, platform ocispecs.Platform, choose func(*dockerfile2llb.ConvertOpt)) (answer target) {
	asked := &table{images: map[string]bool{}}
	answer.Images = []string{}
	// BuildKit's frontend runs in a container of its own: a panic there is a build that fails.
	defer func() {
		if fault := recover(); fault != nil {
			answer.Refused = fmt.Sprintf("panic: %v", fault)
		}
	}()
	chosen := options(platform, asked)
	choose(&chosen)
	result, err := dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(text), chosen)
	if err != nil {
		answer.Refused = err.Error()
		return answer
	}
	answer.Base = result.Image.Config.Labels[baseLabel]
	answer.Images = asked.sorted()
	return answer
}

func warnings(text string, platform ocispecs.Platform) []warning {
	found := []warning{}
	chosen := options(platform, &table{images: map[string]bool{}})
	chosen.AllStages = true
	var warn linter.LintWarnFunc = func(rule, _, _, message string, location []parser.Range) {
		line := 0
		if len(location) > 0 {
			line = location[0].Start.Line
		}
		found = append(found, warning{rule, line, message})
	}
	chosen.Warn = warn
	defer func() { _ = recover() }()
	_, _ = dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(text), chosen)
	return found
}

// A table knows every image there could be, and which were asked for.
type table struct {
	mutex  sync.Mutex
	images map[string]bool
}

func (t *table) ResolveImageConfig(
	_ context.Context, reference string, options sourceresolver.Opt,
) (string, digest.Digest, []byte, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.images[reference] = true
	config := map[string]any{
		"os":           options.ImageOpt.Platform.OS,
		"architecture": options.ImageOpt.Platform.Architecture,
		"config":       map[string]any{"Labels": map[string]string{baseLabel: reference}},
		"rootfs":       map[string]any{"type": "layers", "diff_ids": []digest.Digest{digest.FromString(reference)}},
	}
	content, err := json.Marshal(config)
	return reference, "", content, err
}

func (t *table) sorted() []string {
	images := []string{}
	for image := range t.images {
		images = append(images, image)
	}
	slices.Sort(images)
	return images
}
