# shellcheck shell=bash
# Starts, watches and stops the processes of one folder $DIR: each has a log in logs/, and its pid and start time in
# run/, so that another process with a reused pid is never killed. Sourced.

start_time() { # of a process, in ticks since boot; empty if it has ended
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

is_running() { # NAME
    local pid started
    read -r pid started 2>/dev/null <"$DIR/run/$1" || return 1
    [[ -n $started && "$(start_time "$pid")" == "$started" && "$(process_state "$pid")" != Z ]]
}

process_state() {
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -c1
}

start() { # NAME COMMAND...; with a minimal environment, so that no proxy setting affects the parts
    local name=$1 pid
    shift
    is_running "$name" && return
    mkdir -p "$DIR/run" "$DIR/logs"
    (cd "$DIR" && exec 9>&- env -i PATH="$BIN:$PATH" HOME="$DIR" setsid "$@" >"$DIR/logs/$name.log" 2>&1 </dev/null) &
    pid=$!
    disown "$pid"
    echo "$pid $(start_time "$pid")" >"$DIR/run/$name"
}

stop() { # NAME...: sends TERM to all, and KILL to those still running after five seconds
    local name deadline=$((SECONDS + 5))
    signal TERM "$@"
    for name in "$@"; do
        while is_running "$name"; do
            [[ $SECONDS -lt $deadline ]] || signal KILL "$name"
            sleep 0.05
        done
        rm -f "$DIR/run/$name"
    done
}

signal() { # SIGNAL NAME...
    local signal=$1 name pid
    shift
    for name in "$@"; do
        is_running "$name" || continue
        read -r pid _ <"$DIR/run/$name"
        kill "-$signal" "$pid" 2>/dev/null || true
    done
}

wait_until() { # NAME SECONDS COMMAND...: waits until the command succeeds; 1 if NAME has ended or the time is over
    local name=$1 deadline=$((SECONDS + $2))
    shift 2
    until "$@" >/dev/null 2>&1; do
        is_running "$name" && [[ $SECONDS -lt $deadline ]] || return 1
        sleep 0.1
    done
}

give_up() { # NAME: shows the end of the failed process's log
    echo "$1 did not start. The end of its log $DIR/logs/$1.log:" >&2
    grep -v '^[WI]' "$DIR/logs/$1.log" 2>/dev/null | tail -n 5 >&2 || tail -n 5 "$DIR/logs/$1.log" >&2
    end_with_next_step
}

end_with_next_step() {
    if [[ $(df --output=avail -k "$DIR" | tail -n 1) -lt 200000 ]]; then
        echo "Next: the disk of $DIR is full; free some space and try again." >&2
    else
        echo "Next: fix the reported problem and try again." >&2
    fi
    exit 1
}

free_port() { # an unused port, below the kernel's range for outgoing connections
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        is_taken 127.0.0.1 "$port" || break
    done
    echo "$port"
}

is_taken() { # ADDRESS PORT
    (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}
