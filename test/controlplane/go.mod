// Marks the root of the module. The dependencies are in one file per version of Kubernetes, because one
// go.mod cannot hold two of them: go build -modfile=1.36.mod
module kx.dev/controlplane

go 1.26.0
