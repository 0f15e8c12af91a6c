// What BuildKit's own code says of Dockerfiles: read from standard input, each behind its length (four bytes, big end first);
// one line of JSON goes out for each.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/solver/pb"
	dockerspec "github.com/moby/docker-image-spec/specs-go/v1"
	"github.com/opencontainers/go-digest"
)

// Every image is there, and says nothing of itself.
type resolver struct{}

func (resolver) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config := []byte(`{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers"}}`)
	return ref, digest.FromBytes(config), config, nil
}

type node struct {
	Keyword  string
	Start    int
	End      int
	Flags    []string
	Heredocs []string
}

type verdict struct {
	// Why it is refused; empty if it is taken.
	Refused string
	Nodes   []node
	Image   *dockerspec.DockerOCIImageConfig
}

func judge(text []byte) (said verdict) {
	defer func() {
		if why := recover(); why != nil {
			said.Refused = fmt.Sprint("panic: ", why)
		}
	}()
	parsed, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return verdict{Refused: err.Error()}
	}
	for _, n := range parsed.AST.Children {
		one := node{Keyword: n.Value, Start: n.StartLine, End: n.EndLine, Flags: n.Flags}
		for _, h := range n.Heredocs {
			one.Heredocs = append(one.Heredocs, h.Content)
		}
		said.Nodes = append(said.Nodes, one)
	}
	caps := pb.Caps.CapSet(pb.Caps.All())
	_, image, _, _, err := dockerfile2llb.Dockerfile2LLB(context.Background(), text, dockerfile2llb.ConvertOpt{
		MetaResolver: resolver{},
		LLBCaps:      &caps,
		AllStages:    true,
	})
	if err != nil {
		said.Refused = err.Error()
	} else {
		said.Image = &image.Config
	}
	return said
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	for {
		var length uint32
		if err := binary.Read(in, binary.BigEndian, &length); err == io.EOF {
			break
		} else if err != nil {
			panic(err)
		}
		text := make([]byte, length)
		if _, err := io.ReadFull(in, text); err != nil {
			panic(err)
		}
		line, err := json.Marshal(judge(text))
		if err != nil {
			panic(err)
		}
		out.Write(line)
		out.WriteByte('\n')
		out.Flush()
	}
}
