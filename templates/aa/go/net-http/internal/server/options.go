package server

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// names is a flag of names, comma-separated; it may be given more than once.
type names []string

func (n *names) String() string { return strings.Join(*n, ",") }

func (n *names) Set(text string) error {
	*n = append(*n, strings.FieldsFunc(text, func(letter rune) bool { return letter == ',' || letter == ' ' })...)
	return nil
}

// options are the flags, named as those of k8s.io/apiserver.
type options struct {
	address, certFile, keyFile, clientCA, proxyCA string
	kubeconfig, authnKubeconfig, authzKubeconfig  string
	mode                                          string
	port, inFlight, mutating, verbosity           int
	allowed, users, uids, groups, extras          names
	skipLookup, tolerateLookup                    bool
	requestTimeout, shutdownDelay                 time.Duration
}

func parse(name string, args []string, help io.Writer) (*options, error) {
	o, set := &options{}, flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(help)
	texts := []struct {
		value              *string
		flag, usually, use string
	}{
		{&o.address, "bind-address", "", "address to listen on (default: every address, IPv6 and IPv4)"},
		{&o.certFile, "tls-cert-file", "certs/tls.crt", "PEM certificate of the server, its chain after it"},
		{&o.keyFile, "tls-private-key-file", "certs/tls.key", "PEM private key of --tls-cert-file"},
		{&o.clientCA, "client-ca-file", "", "PEM CAs of client certificates: CN is the user, O are the groups"},
		{&o.proxyCA, "requestheader-client-ca-file", "", "PEM CAs of the aggregator, whose headers say who asks"},
		{&o.kubeconfig, "kubeconfig", "", "kubeconfig of kube-apiserver, which knows tokens, the front proxy, RBAC and\n" +
			"namespaces (default: the service account of a pod)"},
		{&o.authnKubeconfig, "authentication-kubeconfig", "", "kubeconfig for TokenReviews and the front proxy alone"},
		{&o.authzKubeconfig, "authorization-kubeconfig", "", "kubeconfig for SubjectAccessReviews alone"},
		{&o.mode, "authorization-mode", "", "Webhook asks kube-apiserver, SystemMasters lets system:masters do\n" +
			"everything, AlwaysAllow everyone (default: Webhook with a kubeconfig, else SystemMasters)"},
	}
	for _, each := range texts {
		set.StringVar(each.value, each.flag, each.usually, each.use)
	}
	set.Var(&o.allowed, "requestheader-allowed-names", "common names of the aggregator (default: any)")
	headers := []struct {
		value              *names
		flag, usually, use string
	}{
		{&o.users, "username-headers", "X-Remote-User", "headers that carry the user name"},
		{&o.uids, "uid-headers", "X-Remote-Uid", "headers that carry the user's uid"},
		{&o.groups, "group-headers", "X-Remote-Group", "headers that carry the groups"},
		{&o.extras, "extra-headers-prefix", "X-Remote-Extra-", "prefixes of headers that carry further attributes"},
	}
	for _, each := range headers {
		set.Var(each.value, "requestheader-"+each.flag, each.use+" (default: "+each.usually+")")
	}
	set.BoolVar(&o.skipLookup, "authentication-skip-lookup", false, "do not ask the cluster which CAs to believe")
	set.BoolVar(&o.tolerateLookup, "authentication-tolerate-lookup-failure", false, "start where that fails, too")
	set.IntVar(&o.port, "secure-port", 8443, "port to serve HTTPS on, 0 for any free one")
	set.IntVar(&o.inFlight, "max-requests-inflight", 400, "requests that read, at one time, watches apart")
	set.IntVar(&o.mutating, "max-mutating-requests-inflight", 200, "requests that write, at one time")
	set.IntVar(&o.verbosity, "v", 0, "log level: 0 what matters, 2 each request, 4 why one was refused")
	set.DurationVar(&o.requestTimeout, "request-timeout", time.Minute, "time that a request may take, watches apart")
	set.DurationVar(&o.shutdownDelay, "shutdown-delay-duration", 0, "time from SIGTERM to the end; /readyz fails in it")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	if set.NArg() > 0 {
		return nil, fmt.Errorf("%q is no flag", set.Arg(0))
	}
	for _, each := range headers {
		if len(*each.value) == 0 {
			*each.value = names{each.usually}
		}
	}
	return o, nil
}

// access is who is believed, and who may do what.
type access struct {
	*authenticator
	*authorizer
	cluster *cluster
}

func (o *options) access() *access {
	open := func(file string, otherwise *cluster) *cluster {
		if file == "" {
			return otherwise
		}
		return fromKubeconfig(file)
	}
	client := open(o.kubeconfig, inCluster())
	// Of what kx makes for a first run the CA is believed, unless a cluster says whom to believe.
	if _, missing := os.Stat("certs/ca.crt"); missing == nil && client == nil && o.clientCA == "" {
		o.clientCA = "certs/ca.crt"
	}
	forAuthn, forAuthz := open(o.authnKubeconfig, client), open(o.authzKubeconfig, client)
	switch {
	case o.mode == "" && forAuthz != nil:
		o.mode = webhook
	case o.mode == "":
		o.mode = systemMasters
	case o.mode == webhook && forAuthz == nil:
		throw(errors.New("--authorization-mode=Webhook needs --kubeconfig or --authorization-kubeconfig"))
	case o.mode != webhook && o.mode != systemMasters && o.mode != alwaysAllow:
		throw(fmt.Errorf("--authorization-mode is Webhook, SystemMasters or AlwaysAllow, not %q", o.mode))
	}
	known := newAuthenticator(forAuthn)
	if o.clientCA != "" || o.proxyCA != "" {
		headers := trust{names: o.allowed, users: o.users, uids: o.uids, groups: o.groups, prefixes: o.extras}
		known.sources = append(known.sources, trustOfFiles(o.clientCA, o.proxyCA, headers))
	}
	if forAuthn != nil && !o.skipLookup {
		known.sources = append(known.sources, trustOfCluster(forAuthn))
	}
	return &access{known, newAuthorizer(o.mode, forAuthz), client}
}
