package kinds

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"

	"demo.kx.dev/go-widget/registry"
)

// logOfWidget is what GET …/widgets/NAME/log shows: who wrote to the object and when, and with ?follow=true how it
// changes.
var logOfWidget = registry.Log{
	Past: func(_ context.Context, stream *registry.Stream) ([]registry.LogLine, error) {
		var lines []registry.LogLine
		for _, write := range registry.WritesOf(stream.Object) {
			lines = append(lines, registry.LogLine{Time: write.Time, Text: write.Operation + " by " + write.Manager})
		}
		return lines, nil
	},

	Next: func(ctx context.Context, stream *registry.Stream, print func(registry.LogLine) error) error {
		for change, err := range stream.Changes(ctx) {
			if err != nil {
				return err
			}
			object, err := meta.Accessor(change.Object)
			if err != nil {
				return err
			}
			text := fmt.Sprintf("%s resourceVersion %s, generation %d", change.Type, object.GetResourceVersion(), object.GetGeneration())
			if err := print(registry.LogLine{Time: change.Time, Text: text}); err != nil {
				return err
			}
		}
		return nil
	},
}
