package kinds

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"

	"demo.kx.dev/go-apiserver-runtime/registry"
)

const usageOfWidgetConsole = "Commands: get, quit."

// consoleOfWidget talks on the WebSocket …/widgets/NAME/console: a line of the client is a command, and changes are
// told as they come.
func consoleOfWidget(ctx context.Context, talk *registry.Talk) error {
	object, err := meta.Accessor(talk.Object)
	if err != nil {
		return err
	}
	if err := talk.Print(fmt.Sprintf("Widget %s. %s", object.GetName(), usageOfWidgetConsole)); err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	told := make(chan error, 1)
	go func() { told <- tellWidgetChanges(ctx, talk) }()
	for {
		select {
		case err := <-told:
			return err
		case line, open := <-talk.Lines:
			if !open || strings.TrimSpace(line) == "quit" {
				return nil
			}
			if err := answerWidgetConsole(ctx, talk, strings.TrimSpace(line)); err != nil {
				return err
			}
		}
	}
}

// tellWidgetChanges ends with the object.
func tellWidgetChanges(ctx context.Context, talk *registry.Talk) error {
	for change, err := range talk.Changes(ctx) {
		if err != nil {
			return err
		}
		object, err := meta.Accessor(change.Object)
		if err != nil {
			return err
		}
		if err := talk.Print(fmt.Sprintf("%s resourceVersion %s", change.Type, object.GetResourceVersion())); err != nil {
			return err
		}
	}
	return nil
}

func answerWidgetConsole(ctx context.Context, talk *registry.Talk, command string) error {
	switch command {
	case "":
		return nil
	case "get":
		object, err := talk.Read(ctx)
		if err != nil {
			return talk.PrintError(err.Error())
		}
		text, err := json.Marshal(object)
		if err != nil {
			return err
		}
		return talk.Print(string(text))
	default:
		return talk.PrintError(fmt.Sprintf("There is no command %q. %s", command, usageOfWidgetConsole))
	}
}
