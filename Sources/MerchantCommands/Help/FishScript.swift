/// The script for fish, from 3.1 on.
///
/// Where any file may stand, `__merchant_answer` fails, so that fish completes files by itself.
enum FishScript {
  static let text = #"""
    # fish completion for merchant; written by 'merchant completion fish'
    function __merchant_answer
        set -g __merchant_candidates
        set -l asked (commandline -opc)
        set -l typed (commandline -ct)
        set -l plain (string unescape -- "$typed"; or printf '%s' "$typed")
        set -l program $asked[1]
        command -q -- $program; or set program merchant
        set -l answer (command $program __complete --shell fish --cword (count $asked) -- $asked "$plain" 2>/dev/null)
        set -l directive (string replace -r '^:' '' -- $answer[-1])
        string match -qr '^[0-9]+$' -- "$directive"; or return 0
        test (math "bitand($directive, 1)") -eq 0; or return 0
        set -e answer[-1]

        set -l prefix (string match -r -- '^-[^=]*=' "$typed")
        set -l rest (string replace -r -- '^-[^=]*=' '' "$typed")
        if test (math "bitand($directive, 8)") -ne 0
            set -l pattern '(/|\.('(string join '|' -- $answer)'))$'
            for path in (__fish_complete_path "$rest")
                string match -qr -- $pattern (string split -m 1 \t -- $path)[1]
                and set -a __merchant_candidates "$prefix$path"
            end
        else if test (math "bitand($directive, 16)") -ne 0
            for path in (__fish_complete_directories "$rest")
                set -a __merchant_candidates "$prefix$path"
            end
        else if test (count $answer) -eq 0 -a (math "bitand($directive, 4)") -eq 0
            return 1
        else
            set __merchant_candidates $answer
        end
        return 0
    end
    complete -c merchant -e
    complete -c merchant -k -f -n __merchant_answer -a '$__merchant_candidates'

    """#
}
